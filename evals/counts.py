"""What can be counted of one case. In: a case record; out: a share, its denominator always kept.

Two rules hold for every count. A good thing that did not come is missing of what was owed, so that
a crash is a loss. A bad thing is counted only where there was something to be bad, so that nobody
gets better by writing nothing: what crashes and abstentions lose, other counts show.
"""

from collections.abc import Callable
from typing import TypeAlias

from schemas.eval import CaseRecord, Ending, JudgedText, Owed, Reading, Truth
from schemas.score import Share

NOTHING = Share(hits=0, of=0)

MOST_COPIED = 15
"""Words in a row that a brief may share with its article, quotations aside."""

Count: TypeAlias = Callable[[CaseRecord], Share]
Pick: TypeAlias = Callable[[CaseRecord], JudgedText | None]


def released(case: CaseRecord) -> JudgedText | None:
    """The brief, where one came with a sentence in it."""
    return case.released if case.ending is Ending.SCORED else None


def first(case: CaseRecord) -> JudgedText | None:
    """The first draft, whatever became of it."""
    return case.first


def in_text(pick: Pick, count: Callable[[JudgedText], Share]) -> Count:
    """Counted in a text where one came; nothing to count where none did."""

    def share(case: CaseRecord) -> Share:
        text = pick(case)
        return NOTHING if text is None else count(text)

    return share


def in_reading(count: Callable[[Reading], Share]) -> Count:
    """Counted in how the article was read, where it was."""

    def share(case: CaseRecord) -> Share:
        return NOTHING if case.reading is None else count(case.reading)

    return share


def of_owed(came: Callable[[CaseRecord], Share | None], owed: Callable[[Owed], int]) -> Count:
    """What came of what was owed; 0 of it where nothing came; nothing where nobody was asked."""

    def share(case: CaseRecord) -> Share:
        if case.ending is Ending.SKIPPED:
            return NOTHING
        found = came(case)
        return Share(hits=0, of=owed(case.owed)) if found is None else found

    return share


def each(is_so: Callable[[CaseRecord], bool]) -> Count:
    """One of one for each case that was asked and of which it holds."""

    def share(case: CaseRecord) -> Share:
        return NOTHING if case.ending is Ending.SKIPPED else Share(hits=is_so(case), of=1)

    return share


def each_brief(is_so: Callable[[CaseRecord, JudgedText], bool]) -> Count:
    """One of one for each case whose brief came and is so; a brief that did not come is not."""

    def holds(case: CaseRecord) -> bool:
        brief = released(case)
        return brief is not None and is_so(case, brief)

    return each(holds)


def errors(text: JudgedText) -> Share:
    """Figures that the labels call wrong, of all figures."""
    return Share(hits=len(text.wrong), of=len(text.figures))


def hallucinated(text: JudgedText) -> Share:
    """Figures of which no label has the value, of all figures."""
    absent = [figure for figure in text.figures if figure.truth is Truth.ABSENT]
    return Share(hits=len(absent), of=len(text.figures))


def violations(text: JudgedText) -> Share:
    """Forbidden sentences that are said, of those forbidden; one said twice counts once."""
    said = {found.forbidden for found in text.violations}
    return Share(hits=len(said), of=max(len(said), text.forbidden))


def passed_wrong(text: JudgedText) -> Share:
    """Of the figures that the labels call wrong, those that our checker passes or does not see."""
    return Share(hits=sum(figure.checker_ok for figure in text.wrong), of=len(text.wrong))


def failed_right(text: JudgedText) -> Share:
    """Of the figures that the labels bear out, those that our checker fails."""
    right = [figure for figure in text.figures if figure.truth is Truth.SUPPORTED]
    return Share(hits=sum(not figure.checker_ok for figure in right), of=len(right))


def is_clean(case: CaseRecord, brief: JudgedText) -> bool:
    """Is no figure of the brief wrong, and nothing forbidden said, by the labels?"""
    return case.ending is Ending.SCORED and not brief.wrong and not brief.violations


def balance(case: CaseRecord) -> Share:
    """Points of 100; a brief that did not come has none, one that was not weighed is left out."""
    if case.ending is Ending.SKIPPED:
        return NOTHING
    if released(case) is None:
        return Share(hits=0, of=100)
    return NOTHING if case.balance is None else Share(hits=case.balance, of=100)


def own_opinions(case: CaseRecord) -> Share:
    """Sentences that voice the writer's opinion as the brief's own, of all of the brief."""
    return Share(hits=len(case.own_opinions), of=max(case.sentences, len(case.own_opinions)))


def withheld(case: CaseRecord) -> Share:
    """Sentences taken out, of those and the ones that stayed."""
    return Share(hits=len(case.withheld), of=len(case.withheld) + case.sentences)


def lost(case: CaseRecord) -> Share:
    """`must_say` sentences that the first draft covered and no brief says, of those covered."""
    covered = case.first.must.hits if case.first else 0
    gone = len(case.lost_must) if released(case) else covered
    return Share(hits=min(gone, covered), of=covered)


def must(pick: Pick) -> Count:
    """`must_say` sentences that are covered, of those owed."""
    return of_owed(lambda case: text.must if (text := pick(case)) else None, lambda o: o.must)


def should(pick: Pick) -> Count:
    """`should_say` sentences that are covered, of those owed."""
    return of_owed(lambda case: text.should if (text := pick(case)) else None, lambda o: o.should)


def has_notes(case: CaseRecord) -> bool:
    """Notes come with a brief, also with one of which no sentence was left; not with a crash."""
    return case.ending in {Ending.SCORED, Ending.ABSTAINED}


conflicts = of_owed(lambda case: case.conflicts if has_notes(case) else None, lambda o: o.conflicts)
"""Labelled conflicts that a note names, of all."""

gaps = of_owed(lambda case: case.gaps if has_notes(case) else None, lambda o: o.gaps)
"""Labelled gaps that a note names, of all."""

found = of_owed(lambda case: case.reading.found if case.reading else None, lambda o: o.figures)
"""Labelled figures that were found, of all."""
