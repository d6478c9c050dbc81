"""Who somebody is and who speaks: the head of a study, an outsider, an officer, a regulator.

In: the checked text and its sources as passages. Out: findings where the text gives a person whom
a source names a part in the story that the source gives to nobody of that name, or has a regulator
speak who speaks in no source.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import Mood, Passage, finding, is_medical, mood_at, refute
from pipeline.figures.claims_words import STOPWORDS
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding, Severity

_STUDY = r"(?:trial|study|research|team|work|project|analysis|programme|program)"
_PARTS = {
    "leads the study": lazy_regex(
        rf"\b(?:led|leads|headed|heads|ran|runs|conducted|oversaw|oversees|directed|carried out)"
        rf" (?:\w+ ){{0,3}}{_STUDY}\b|\b(?:lead|principal|chief|co-|study|trial)[ -]?"
        r"(?:investigators?|authors?|researchers?)\b|\bco-?authors?\b|\bauthors? of\b|\bpresented\b"
        r"|\b(?:first|senior) author\b|\binvestigator\b"
    ),
    "is an outsider": lazy_regex(
        r"\b(?:not|wasn't|isn't) (?:\w+ )?(?:involved|part of|connected|affiliated)\b"
        r"|\bindependent (?:expert|researcher|scientist)\b|\bunconnected\b|\bunaffiliated\b"
        r"|\bhad no (?:part|role) in\b|\bdid not take part\b|\boutside (?:expert|researcher)\b"
    ),
    "is a company's officer": lazy_regex(
        r"\b(?:chief (?:executive|medical|financial|scientific|operating|commercial)(?: officer)?"
        r"|ceo|cfo|cmo|coo|chair(?:man|woman)|founder|co-founder|head of r&d|president of"
        r"|chief executive)\b"
    ),
    "is an analyst": lazy_regex(r"\b(?:analysts?|strategist|fund manager|investor|broker)\b"),
    "is a patient": lazy_regex(r"\b(?:a patient|took part in the (?:trial|study))\b"),
    "is a regulator": lazy_regex(
        r"\b(?:fda|ema|mhra) (?:commissioner|official|spokes\w+|director|reviewer)\b"
    ),
}  # fmt: skip
"""Parts in a story of medicine; a person whom a source gives one of them has it there alone."""
_ANY = lazy_regex("|".join(p.pattern for p in _PARTS.values()))
_PERSON = lazy_regex(
    r"\b(?:(?:Dr|Prof|Professor|Mr|Ms|Mrs|Sir)\.? )?(?P<first>[A-Z][a-z'\u2019-]+) "
    r"(?:[A-Z]\. )?(?P<last>[A-Z][\w'\u2019-]+)\b"
)
_BEHIND = 70
_BEFORE = 40


def check_people(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`Dr X led the trial` where the source says that she was not involved."""
    if not (is_medical(text, sources) and _ANY.search(text.folded)):
        return
    for person in _PERSON.finditer(text.source.text):
        name = person["last"].lower().replace("\u2019", "'").removesuffix("'s")
        if name in STOPWORDS or not any(name in source.words for source in sources):
            continue
        theirs: dict[str, tuple[Passage, int]] = {}
        for source in sources:
            for part, at in _parts_of(source, name):
                theirs.setdefault(part, (source, at))
        for part, found in _told_parts(text, person):
            if not theirs or part in theirs or mood_at(text, found[0]) is not Mood.STATED:
                continue
            other, place = next(iter(theirs.items()))
            reason = f"The source says of {person['last']}: {other}."
            yield refute(text, found, "EB_ATTRIBUTION", reason, place)


def _told_parts(text: Passage, person: re.Match[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The parts that the words right around a name give its person, with where they stand."""
    start, end = text.sentence_at(person.start())
    for part, pattern in _PARTS.items():
        behind = pattern.search(text.folded, person.end(), min(end, person.end() + _BEHIND))
        if behind and not _PERSON.search(text.source.text, person.end(), behind.start()):
            yield part, behind.span()
        for found in pattern.finditer(text.folded, max(start, person.start() - _BEFORE)):
            if found.end() < person.start() and not re.search(
                r"[.;:]|\band\b|\bsaid\b", text.folded[found.end() : person.start()]
            ):
                yield part, found.span()


def _parts_of(source: Passage, name: str) -> Iterator[tuple[str, int]]:
    """The parts that the sentences with a name hold."""
    for at in source.places(name):
        start, end = source.sentence_at(at)
        for part, pattern in _PARTS.items():
            if pattern.search(source.folded, start, end):
                yield part, at


_REGULATOR = r"(?:fda|ema|mhra|food and drug administration|european medicines agency|regulators?)"
_SPEAKS = lazy_regex(
    rf"\b{_REGULATOR} (?:\w+ly )?(?:said|says|confirmed|confirms|stated|states|announced|warned"
    rf"|told|"
    r"expects|expected|predicted|recommended|concluded|wrote)\b"
)
_ACTS = lazy_regex(
    rf"\b{_REGULATOR}\b[^.;]{{0,60}}?\b(?:said|say|confirm\w*|stat(?:ed|es)|announc\w*|warn\w*"
    rf"|told|expect\w*|"
    r"recommend\w*|conclud\w*|wrote|recogni[sz]\w*|agreed?|grant\w*|approv\w*|accept\w*"
    r"|request\w*|ask\w*|"
    rf"issued?|decid\w*|reject\w*|clear\w*)|\b(?:by|from|with|according to) (?:the )?(?:us "
    rf"|u\.s\. )?{_REGULATOR}\b"
)
_AUTHORITY = lazy_regex(r"\b(?:agency|agencies|authorit(?:y|ies)|inspectorate|watchdog|ministry)\b")
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
