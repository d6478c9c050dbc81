"""A run's numbers in words, the same in every report. In: values; out: short texts.

A rate is never printed without the two numbers it is made of, nor 100% where one is missing.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from statistics import median_low

from evals.counts import released
from evals.intervals import Interval
from evals.measures import Endings, count_missing
from schemas.eval import CaseRecord, Ending, Run
from schemas.score import Share

NONE = "–"
"""Printed where nothing was measured."""

_TENTH = Decimal("0.1")


def percent_words(share: Share) -> str:
    """`91.1%`; never 100% unless all are, never 0% unless none is."""
    if not share.of:
        return NONE
    tenths = (2000 * share.hits + share.of) // (2 * share.of)
    if 0 < share.hits < share.of:
        tenths = min(max(tenths, 1), 999)
    return f"{tenths // 10}.{tenths % 10}%"


def share_words(share: Share) -> str:
    """`41/45`, also where nothing was measured: `0/0`."""
    return f"{share.hits}/{share.of}"


def interval_words(interval: Interval | None) -> str:
    """`80.1–96.2%`, both ends rounded outwards."""
    if interval is None:
        return NONE
    low = (100 * interval.low).quantize(_TENTH, ROUND_FLOOR)
    high = (100 * interval.high).quantize(_TENTH, ROUND_CEILING)
    return f"{low}–{high}%"


def beside_words(endings: Endings) -> str:
    """What stands beside every rate: `0 · 1 · 0`, skipped, errored and abstained cases."""
    return f"{endings.skipped} · {endings.errored} · {endings.abstained}"


BESIDE = "skipped · errored · abstained"


def endings_words(endings: Endings) -> str:
    """`58 scored, 1 abstained, 1 errored, 0 skipped`."""
    return ", ".join(f"{count} {name}" for name, count in endings._asdict().items())


def title_words(run: Run) -> str:
    """`embedded@1 on test`, with the model where there is one."""
    model = f" with {run.header.model}" if run.header.model else ""
    return f"{run.header.engine}{model} on {run.header.split}"


def warn_of(run: Run) -> tuple[str, ...]:
    """What a reader must know before any number: what is missing, and who answered instead."""
    warnings = []
    missing = count_missing(run)
    if missing:
        warnings.append(f"Incomplete: {missing} cases are missing, since the run was cut short.")
    elif run.footer is None:
        warnings.append("The run has no footer: it was cut short after its last case.")
    reasons = Counter(c.error for c in run.cases if c.ending is Ending.SKIPPED)
    warnings += [f"Incomplete: {n} cases were not asked: {why}" for why, n in reasons.items()]
    return (*warnings, *_others(run))


def _others(run: Run) -> list[str]:
    """Models that answered in place of the one that was asked for, and a change on the way."""
    asked = run.header.model
    names = Counter(name for case in run.cases for name in case.answered)
    said = [
        f"Another model: {asked!r} was asked and {name!r} answered in {count} cases."
        for name, count in sorted(names.items())
        if asked and name != asked
    ]
    if len(names) > 1:
        said.append(f"The model changed within the run: {', '.join(sorted(names))} answered.")
    return said


def about_run(run: Run) -> tuple[tuple[str, str], ...]:
    """What was asked of whom, name and value; only what there is."""
    header = run.header
    answered = sorted({name for case in run.cases for name in case.answered})
    rows = (
        ("engine", header.engine),
        ("model asked for", header.model),
        ("answered", ", ".join(answered)),
        ("server", header.base_url),
        ("prompts", ", ".join(f"{ref.label} ({ref.sha})" for ref in header.prompts)),
        ("settings", ", ".join(f"{name} {value}" for name, value in header.settings.items())),
        ("length", f"{header.length} words"),
        ("repeats", str(header.repeats)),
        ("split", header.split),
        ("articles", str(len(header.goldens))),
        ("goldens", header.digest[:12]),
        ("version", f"{header.version} {header.revision}".strip()),
        ("code and prompts", header.code[:12]),
        ("made", header.made),
    )
    return tuple((name, value) for name, value in (*rows, *_spent(run)) if value)


def _spent(run: Run) -> tuple[tuple[str, str], ...]:
    """Length, cost and latency."""
    cases = [case for case in run.cases if case.ending is not Ending.SKIPPED]
    return (
        ("words of a brief", _middle([b.words for case in cases if (b := released(case))])),
        (
            "words copied in a row",
            _middle([b.longest_copied_run for case in cases if (b := released(case))]),
        ),
        ("drafts", str(sum(case.attempts for case in cases))),
        ("questions", _questions(cases)),
        ("cost", _cost(cases)),
        ("seconds in all", f"{run.footer.seconds:.1f}" if run.footer else ""),
        ("seconds of a case", _latency(cases)),
    )


def _middle(counts: Sequence[int]) -> str:
    return f"{median_low(counts)} in the middle, {max(counts)} at most" if counts else ""


def _latency(cases: Sequence[CaseRecord]) -> str:
    seconds = [case.seconds for case in cases]
    return f"{median_low(seconds):.2f} in the middle, {max(seconds):.2f} at most" if cases else ""


def _questions(cases: Sequence[CaseRecord]) -> str:
    asked = sum(case.requests for case in cases)
    stored, tokens = sum(case.cached for case in cases), sum(case.tokens for case in cases)
    return f"{asked} asked, {stored} from the store, {tokens} tokens" if asked + stored else ""


def _cost(cases: Sequence[CaseRecord]) -> str:
    known = [case.cost for case in cases if case.cost is not None]
    unknown = sum(case.cost is None and case.requests + case.cached > 0 for case in cases)
    if not sum(known) and not unknown:
        return ""
    return f"${sum(known):.4f}" + (f", and {unknown} cases of unknown price" if unknown else "")
