"""Claims about how a study was built and reviewed: a control arm, blinding, a designation.

In: the checked text and its sources as passages. Out: findings: a control arm where sources have a
benchmark, a designation that no source names.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    find_all,
    finding,
    is_medical,
    mood_at,
    refute,
)
from pipeline.figures.claims_words import CONDITIONAL, PLANNED
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding, Severity

_DESIGNS = (
    (
        lazy_regex(r"\b(?:control|comparator|placebo) (?:arm|group)s?\b|\bcontrols\b"),
        lazy_regex(
            r"\b(?:controls?|comparator|placebo|observation|sham"
            r"|standard[- ]of[- ]care arm)\b"
        ),
    ),
    (lazy_regex(r"\bplacebos?\b"), lazy_regex(r"\bplacebo|\bsham\b|\bdummy\b|\binactive\b")),
    (
        lazy_regex(
            r"\b(?:standard|usual|routine|conventional|best supportive)[- ](?:of[- ])?(?:care"
            r"|treatment|therapy)\b"
        ),
        lazy_regex(
            r"\bstandard|\busual|\broutine|\bconventional|\bsupportive\b|\bbackground\b|\bsoc\b"
            r"|\bexisting\b|\bestablished\b|chemo|\bchoice\b"
        ),
    ),
    (lazy_regex(r"\brandomi[sz]ed\b"), lazy_regex(r"\brandom|\bassigned\b|\ballocat|\brct\b")),
    (
        lazy_regex(r"\bsingle-arm\b|\buncontrolled\b"),
        lazy_regex(
            r"\bsingle-(?:arm|group)\b|\buncontrolled\b|\b(?:no|without an?|lacks? an?|not) "
            r"(?:\w+ )?(?:control|compar|placebo)"
        ),
    ),
    (
        lazy_regex(r"\bopen-label\b"),
        lazy_regex(r"\bopen[- ]label|\bunblinded\b|\bnot blinded\b|\bboth knew\b"),
    ),
    (lazy_regex(r"\bdouble-blind(?:ed)?\b|\bblinded\b"), lazy_regex(r"blind|\bmasked\b")),
)
"""What a text may say of a design, and what in a source bears it out."""
_DENIED = lazy_regex(r"\b(?:no|not|without|lack\w*|absence of|non)(?: an?)?(?: [\w-]+)?[- ]$")
_WEAKER = lazy_regex(
    r"\b(?:historical(?:ly)?|benchmark|single-arm|uncontrolled|open-label|no (?:randomi[sz]ed"
    r"|control)\w*)\b"
)


def check_design(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A control arm, a placebo, randomisation or blinding that no source speaks of."""
    for said, borne_out in _DESIGNS if is_medical(text, sources) else ():
        for found in text.find(said):
            if mood_at(text, found.start()) in (Mood.DENIED, Mood.OPEN):
                continue
            sentence = text.sentence(found.start())
            is_ahead = bool(PLANNED.search(sentence) or CONDITIONAL.search(sentence))
            if any(_is_borne_out(source, borne_out, ahead=is_ahead) for source in sources):
                continue
            weaker = next(iter(find_all(sources, _WEAKER)), None)
            instead = f"; it has “{weaker.match.group()}”" if weaker else ""
            reason = f"No source speaks of “{found.group()}”{instead}."
            yield refute(text, found, "EB_DESIGN", reason, weaker.place if weaker else None)


def _is_borne_out(source: Passage, pattern: re.Pattern[str], *, ahead: bool) -> bool:
    """Does the source speak of this design without a `no` right before it?

    Where it denies the design of one study, a planned one bears out only a text that looks ahead.
    """
    found = source.find(pattern)
    said = [m for m in found if not _is_denied(source, m.start())]
    if len(said) < len(found) and not ahead:
        return any(mood_at(source, m.start()) is Mood.STATED for m in said)
    return bool(said)


def _is_denied(source: Passage, place: int) -> bool:
    """Does a `no` or `without` stand right before it?"""
    return bool(_DENIED.search(source.folded[max(0, place - 30) : place]))


_DESIGNATION = lazy_regex(
    r"\b(?P<name>fast[- ]track|breakthrough(?: therapy| device)?|orphan(?: drug)?|priority review"
    r"|regenerative medicine advanced therapy|rmat|prime|sakigake|accelerated assessment"
    r"|rare pa?ediatric disease)(?: drug| therapy)? (?:designation|status|scheme|voucher|label)\b"
    r"|\b(?P<review>priority review|accelerated assessment)\b"
)
_ALIASES = {"rmat": ("rmat", "regenerative medicine"), "reg": ("rmat", "regenerative medicine")}


def check_designations(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A regulatory designation or kind of review that no source names."""
    if not is_medical(text, sources):
        return
    for found in _DESIGNATION.finditer(text.folded):
        name = (found["name"] or found["review"]).replace("-", " ")
        if mood_at(text, found.start()) in (Mood.DENIED, Mood.OPEN):
            continue
        core = " ".join(name.split()[:1] if name.startswith(("break", "orphan")) else name.split())
        names = _ALIASES.get(core[: len("reg")], _ALIASES.get(core, (core,)))
        if any(n in source.folded.replace("-", " ") for source in sources for n in names):
            continue
        reason = f"No source speaks of “{found.group()}”."
        yield finding(text, found, "EB_STATUS", (Severity.ERROR, reason))
