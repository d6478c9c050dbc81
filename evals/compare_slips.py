"""Slips of which a single new one blocks a change. In: pairs of cases; out: what came, what went.

A slip is a figure that the labels do not bear out, a forbidden sentence, a crash or a brief of
which nothing was left. Only what was released counts: what was withheld did no harm.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from evals.compare_pairs import Pair
from schemas.eval import CaseRecord, JudgedText
from schemas.gate import ENDINGS, Slip, Sort


def change_slips(pairs: Sequence[Pair]) -> tuple[tuple[Slip, ...], tuple[Slip, ...]]:
    """Slips that came and those that went, each as often as it did."""
    before = Counter(slip for pair in pairs for slip in list_slips(pair.base))
    after = Counter(slip for pair in pairs for slip in list_slips(pair.new))
    return _more(after, before), _more(before, after)


def _more(of: Counter[Slip], than: Counter[Slip]) -> tuple[Slip, ...]:
    """Slips of the first that the second has less often, whatever words explain them."""
    left = Counter[tuple[object, ...]]()
    for slip, count in than.items():
        left[_same(slip)] += count
    found = []
    for slip in of.elements():
        if left[_same(slip)]:
            left[_same(slip)] -= 1
        else:
            found.append(slip)
    return tuple(found)


def _same(slip: Slip) -> tuple[object, ...]:
    """What makes two slips the same one: not the words of the judge's explanation."""
    if slip.sort in ENDINGS.values():
        return slip.case, slip.sort
    text = " ".join(slip.text.casefold().split())
    return slip.case, slip.sort, text, slip.truth, slip.facts


def list_slips(case: CaseRecord) -> tuple[Slip, ...]:
    """Every slip of a case of which a single new one blocks."""
    if case.ending in ENDINGS:
        return (_slip(case, ENDINGS[case.ending], case.error or "every sentence was withheld"),)
    return tuple(list_text_slips(case, case.released)) if case.released else ()


def list_text_slips(case: CaseRecord, text: JudgedText) -> Iterable[Slip]:
    """Wrong figures and forbidden sentences of a brief, by the labels alone."""
    for figure in text.wrong:
        found = {"truth": figure.truth, "facts": figure.facts, "why": figure.why}
        yield _slip(case, Sort.FIGURE, figure.text).model_copy(update=found)
    for violation in text.violations:
        found = {"why": f"said: {violation.said}"}
        yield _slip(case, Sort.FORBIDDEN, violation.forbidden).model_copy(update=found)


def _slip(case: CaseRecord, sort: Sort, text: str) -> Slip:
    return Slip(golden=case.golden, story=case.story, sort=sort, text=text)
