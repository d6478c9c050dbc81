"""The finder's sets in, its tables out; the counting is that of `python -m evals.sets`."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from evals.accuracy_about import AboutFinder
from evals.accuracy_cells import NOTHING, render_rate, render_table, thousandths
from evals.intervals import Rate, wilson
from evals.sets import pool
from schemas.scope import ScopeRule, SetScore

Finding = tuple[AboutFinder, SetScore]


def tabulate_finder(found: Sequence[Finding]) -> str:
    """Each set with both denominators, and the pool of the small ones after them."""
    pooled = [score for about, score in found if about.pooled]
    named = [(about.title, about.labels_all, score, about.licence) for about, score in found]
    after = sum(about.pooled for about, _ in found)
    if pooled:
        named.insert(after, ("**pooled, the above**", False, pool(pooled), ""))
    head = ["set", "licence", "found, of all", "found, in scope"]
    head += ["values, of all", "values, in scope", "overlap F1"]
    return render_table(head, (_row(*line) for line in named))


def _row(title: str, labels_all: bool, score: SetScore, licence: str) -> list[str]:  # noqa: FBT001
    shares = (score.found, score.found_in_scope, score.values, score.values_in_scope)
    f1 = _overlap_f1(score) if labels_all else NOTHING
    return [title, licence, *(render_rate(Rate(share, wilson(share))) for share in shares), f1]


def _overlap_f1(score: SetScore) -> str:
    """Twice the labels found by all labels and all reports together."""
    both = score.found.of + score.reported
    return thousandths(Decimal(2 * score.found.hits) / both) if both else NOTHING


def tabulate_scope(found: Sequence[Finding], rules: Sequence[ScopeRule]) -> str:
    """Each rule of the scope, what it leaves out, how often, and why."""
    counts: Counter[str] = Counter()
    for _, score in found:
        counts.update(dict(score.left_out))
    rows = [
        [f"`{rule.id}`", rule.leaves_out.value, str(counts[rule.id]), rule.why]
        for rule in rules
        if counts[rule.id]
    ]
    return render_table(["rule", "leaves out the", "labels", "why"], rows)
