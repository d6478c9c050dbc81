"""Claims about how a study was built, who spoke, and which of two groups fared worse.

In: the checked text and its sources as passages. Out: findings: a control arm where sources have a
benchmark, a regulator who speaks in no source, a comparison turned round.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    content_words,
    finding,
    mood_at,
    sentence_evidence,
)
from schemas.verdict import ClaimFinding, Severity

_DESIGNS = (
    (
        re.compile(r"\b(?:control|comparator|placebo) (?:arm|group)s?\b|\bcontrols\b"),
        re.compile(
            r"\b(?:controls?|comparator|placebo|observation|sham"
            r"|standard[- ]of[- ]care arm)\b"
        ),
    ),
    (re.compile(r"\bplacebos?\b"), re.compile(r"\bplacebo|\bsham\b|\bdummy\b|\binactive\b")),
    (re.compile(r"\brandomi[sz]ed\b"), re.compile(r"\brandom|\bassigned\b|\ballocat|\brct\b")),
    (
        re.compile(r"\bsingle-arm\b|\buncontrolled\b"),
        re.compile(
            r"\bsingle-(?:arm|group)\b|\buncontrolled\b|\b(?:no|without an?|lacks? an?|not) "
            r"(?:\w+ )?(?:control|compar|placebo)"
        ),
    ),
    (
        re.compile(r"\bopen-label\b"),
        re.compile(r"\bopen[- ]label|\bunblinded\b|\bnot blinded\b|\bboth knew\b"),
    ),
    (re.compile(r"\bdouble-blind(?:ed)?\b|\bblinded\b"), re.compile(r"blind|\bmasked\b")),
)
"""What a text may say of a design, and what in a source bears it out."""
_DENIED = re.compile(r"\b(?:no|not|without|lack\w*|absence of|non)(?: an?)?(?: [\w-]+)?[- ]$")
_WEAKER = re.compile(
    r"\b(?:historical(?:ly)?|benchmark|single-arm|uncontrolled|open-label|no (?:randomi[sz]ed"
    r"|control)\w*)\b"
)
_REGULATOR = r"(?:fda|ema|mhra|food and drug administration|european medicines agency|regulators?)"
_SPEAKS = re.compile(
    rf"\b{_REGULATOR} (?:\w+ly )?(?:said|says|confirmed|confirms|stated|states|announced|warned"
    rf"|told|"
    r"expects|expected|predicted|recommended|concluded|wrote)\b"
)
_ACTS = re.compile(
    rf"\b{_REGULATOR}\b[^.;]{{0,60}}?\b(?:said|say|confirm\w*|stat(?:ed|es)|announc\w*|warn\w*"
    rf"|told|expect\w*|"
    r"recommend\w*|conclud\w*|wrote|recogni[sz]\w*|agreed?|grant\w*|approv\w*|accept\w*"
    r"|request\w*|ask\w*|"
    rf"issued?|decid\w*|reject\w*|clear\w*)|\b(?:by|from|with|according to) (?:the )?(?:us "
    rf"|u\.s\. )?{_REGULATOR}\b"
)
_THAN = re.compile(
    r"\b(?P<word>higher|greater|more (?:frequent|common|likely|often|severe)|worse|better|longer"
    r"|larger|elevated|"
    r"lower|less (?:frequent|common|likely|often|severe)|rarer|fewer|shorter|smaller|milder)\b"
    r"(?P<mid>[^.;]{0,60}?)\b(?:than|compared (?:to|with)|versus)\b(?P<after>[^.;]{3,90})"
)
_LESS = ("lower", "less", "rarer", "fewer", "shorter", "smaller", "milder")


def check_design(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A control arm, a placebo, randomisation or blinding that no source speaks of."""
    if not (text.medical or any(s.medical for s in sources)):
        return
    for said, borne_out in _DESIGNS:
        for found in said.finditer(text.folded):
            if mood_at(text, found.start()) in (Mood.DENIED, Mood.OPEN):
                continue
            if any(_is_borne_out(source, borne_out) for source in sources):
                continue
            weaker = next(((s, m) for s in sources for m in [_WEAKER.search(s.folded)] if m), None)
            evidence = (sentence_evidence(weaker[0], weaker[1].start()),) if weaker else ()
            reason = f"No source speaks of “{found.group()}”" + (
                f"; it has “{weaker[1].group()}”." if weaker else "."
            )
            yield finding(text, found, "EB_DESIGN", (Severity.ERROR, reason), evidence)


def _is_borne_out(source: Passage, pattern: re.Pattern[str]) -> bool:
    """Does the source speak of this design without a `no` right before it?"""
    return any(
        not _DENIED.search(source.folded[max(0, m.start() - 30) : m.start()])
        for m in pattern.finditer(source.folded)
    )


_DESIGNATION = re.compile(
    r"\b(?P<name>fast[- ]track|breakthrough(?: therapy| device)?|orphan(?: drug)?|priority review"
    r"|regenerative medicine advanced therapy|rmat|prime|sakigake|accelerated assessment"
    r"|rare pa?ediatric disease)(?: drug| therapy)? (?:designation|status|scheme|voucher|label)\b"
    r"|\b(?P<review>priority review|accelerated assessment)\b"
)
_ALIASES = {"rmat": ("rmat", "regenerative medicine"), "reg": ("rmat", "regenerative medicine")}


def check_designations(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A regulatory designation or kind of review that no source names."""
    if not (text.medical or any(s.medical for s in sources)):
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


_AUTHORITY = re.compile(r"\b(?:agency|agencies|authorit(?:y|ies)|inspectorate|watchdog|ministry)\b")
"""What an editor may call the regulator, whatever its own name is."""


def check_speakers(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A regulator who says something, where no source has a regulator speak or act."""
    for found in _SPEAKS.finditer(text.folded):
        if mood_at(text, found.start()) is Mood.DENIED or any(
            _ACTS.search(s.folded) for s in sources
        ):
            continue
        is_generic = found.group().startswith("regulator")
        if is_generic and any(_AUTHORITY.search(s.folded) for s in sources):
            continue
        reason = "No source has the regulator say this; name the speaker that the source names."
        yield finding(text, found, "EB_ATTRIBUTION", (Severity.ERROR, reason))


def check_direction(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A comparison of two groups that the sources make the other way round."""
    for found in _THAN.finditer(text.folded):
        if mood_at(text, found.start()) is not Mood.STATED:
            continue
        ours = _read_comparison(text, found)
        sides = [
            (s, m, _agrees(ours, _read_comparison(s, m))) for s in sources for m in s.find(_THAN)
        ]
        against = [(s, m) for s, m, agrees in sides if agrees is False]
        if against and not any(agrees for _, _, agrees in sides):
            source, place = against[0]
            reason = f"The source compares them the other way: “{place['word']}”."
            evidence = (sentence_evidence(source, place.start()),)
            yield finding(text, found, "EB_DIRECTION", (Severity.ERROR, reason), evidence)


def _read_comparison(
    passage: Passage, found: re.Match[str]
) -> tuple[bool, frozenset[str], frozenset[str]]:
    """Is the first side the lower one, and the topics of both sides; what both share is dropped."""
    start, _ = passage.sentence_at(found.start())
    first = content_words(passage.folded[start : found.start()] + found["mid"])
    second = content_words(found["after"])
    return found["word"].startswith(_LESS), first - second, second - first


def _agrees(
    ours: tuple[bool, frozenset[str], frozenset[str]],
    theirs: tuple[bool, frozenset[str], frozenset[str]],
) -> bool | None:
    """Do two comparisons of the same sides say the same? `None` where the sides are others."""
    straight = bool(ours[1] & theirs[1]) and bool(ours[2] & theirs[2])
    crossed = bool(ours[1] & theirs[2]) and bool(ours[2] & theirs[1])
    if straight == crossed:
        return None
    return (ours[0] == theirs[0]) == straight
