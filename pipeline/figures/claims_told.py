"""What a figure is told as: reached where it is planned, settled where it hangs on a condition.

In: the checked text and its sources as passages. Out: findings where every source that prints a
figure has it ahead or behind a condition, and the text tells it as done or as sure to come.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures import word_lists
from pipeline.figures.claims_mentions import (
    Mention,
    figures_between,
    find_mentions,
    near,
    telling_figures,
    told_only_so,
)
from pipeline.figures.claims_reading import (
    Hit,
    Mood,
    Passage,
    clause_before,
    content_words,
    find_all,
    mood_at,
    refute,
    stem,
)
from pipeline.figures.claims_surroundings import TOKEN, key_of
from pipeline.figures.claims_words import CONDITIONAL, NEGATION, PLANNED, STOPWORDS
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.lexicon import DUE_TO
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding

_VERB = (
    r"(?:[a-z]{3,}ed|got|won|paid|taken|spent|sold|bought|built|hit|cut|put|risen|fallen|grown"
    r"|drawn|left|made|begun|had|met|lost)"
)
_DONE = lazy_regex(
    r"\b(?:has|have|had|having) (?:\w+ly |already |now |also |since |been |so far ){0,3}"
    rf"{_VERB}\b|\b(?:was|were) (?:\w+ly |already |all |also ){{0,2}}{_VERB}\b"
    r"|\b(?:following|after|since) (?:the |its )?(?:completion|payment|sale|closing|receipt) of\b"
    r"|\bafter (?:paying|spending|receiving|raising|collecting|completing|enrolling|recruiting"
    r"|treating|dosing)\b"
    r"|\b(?:took effect|came into (?:force|effect)|went through)\b"
    r"|\b(?:exceeded|reached|received|achieved|attained|surpassed|topped|hit|earned|got|won"
    r"|collected|banked|hired|enrolled|recruited|dosed|delivered|completed|secured|obtained)\b"
)
"""What is over and done, told so."""
_BETWEEN = 60
_STOP = lazy_regex(r"[;:]|, (?:and|while|but|as|with|which|who)\b|\b(?:while|whereas|but)\b")
_FORETOLD = lazy_regex(rf"\b(?:{word_lists.either('moods', 'not_there_yet')})\b")
"""Words by which a text itself says that a figure is not there yet."""
_AHEAD = lazy_regex(
    rf"\b(?:is|are|was|were|be) {DUE_TO}"
    r"|\b(?:would|due(?! to\b)|owe[sd]?|owing|promis(?:es|ed)|pledg(?:es|ed)|agreed to"
    r"|set (?:itself|himself|herself|themselves)|hop(?:es|ed|ing) (?:to|for|that)"
    r"|commit(?:s|ted) to|remaining|a further"
    r"|needs?|requires?|require[sd]? (?:\w+ ){1,3}to|planned|proposed|targeted|promised"
    r"|hoped-for)\b"
)
_TO_BE = lazy_regex(
    r"(?: [\w-]+){0,3}? (?:is|are|was|were) (?:\w+ )?(?:due|planned|expected|scheduled|slated|to be"
    r"|supposed|meant)\b"
    r"|(?: [\w-]+){0,4}? (?:have|has|had) (?:agreed|promised|pledged|committed|undertaken) to\b"
)
"""`ten more children are due to receive`: the plan stands behind the number."""
_IF = (
    r"\b(?:if|provided|providing|subject to|contingent (?:up)?on|conditional (?:up)?on|pending"
    r"|unless|assuming|as long as|depend(?:s|ing) on|should (?:the|it|they|its|an?|this|that)"
    r"|only (?:when|once|after)|in the event)\b"
)
_CONDITION = lazy_regex(_IF)
_OPEN = lazy_regex(rf"{_IF}|\b(?:{word_lists.either('moods', 'left_open')})\b")
"""Words by which a text leaves a step open, plans it or gives it to a speaker."""
_SURE = lazy_regex(
    r"\b(?:will|is (?:certain|sure|set|bound|guaranteed|on track) to|are (?:certain|sure|set"
    r"|bound) to)\b"
)


def check_reached(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`has raised its margin to 25%` where the source has 25% only as an aim."""
    for done in text.find(_DONE):
        start, end = near(text, done.start())
        figure = _object_of(text, done.end(), end) or _subject_of(text, done.start(), start)
        mentions = find_mentions(figure, sources) if figure else ()
        if figure is None or not mentions or not all(map(_is_ahead, mentions)):
            continue
        is_noun = done.group().startswith(_NOUNS)
        if not is_noun and mood_at(text, done.start()) is not Mood.STATED:
            continue
        first, last = _clause(text, (start, end), done.start(), figure.span.end)
        first = done.start() if is_noun else first
        if _FORETOLD.search(text.folded, first, last) or NEGATION.search(text.folded, first, last):
            continue
        if not _shares_topic(text.folded[start:end], mentions):
            continue
        reason = f"The source has {mentions[0].figure.text} only as planned, due or hoped for."
        span = (min(done.start(), figure.span.start), max(done.end(), figure.span.end))
        yield refute(text, span, "EB_STATUS", reason, mentions[0].place)


_NOUNS = ("following ", "after ", "since ")
"""What begins `following the completion of`, whatever is said before it."""
_CLAUSE_END = lazy_regex(
    r"[;:]|, |\b(?:and|but) (?:will|would|could|has|have|plans|expects|aims)\b"
)


def _clause(text: Passage, sentence: tuple[int, int], at: int, end: int) -> tuple[int, int]:
    """The bounds of what is said around `at:end`: a plan of the next clause is not this one's."""
    start = at - len(clause_before(text, at))
    stop = _CLAUSE_END.search(text.folded, end, sentence[1])
    return max(sentence[0], start), stop.start() if stop else sentence[1]


_VERB_ROOT = lazy_regex(r"\b(?P<verb>[a-z]{3,}(?:s|ed))\b(?= (?:\w+ ){0,4}?[$€£]?\d)")
_TO_COME = (
    rf"(?:\b(?:is|are|was|were|be) {DUE_TO}|"
    r"\b(?:will|would|should|could|may|might|expect(?:s|ed)? to|hop(?:es|ed) to|plan(?:s|ned)? to"
    r"|aim(?:s|ed)? to|intend(?:s|ed)? to|set to|(?:designed|supposed|meant|likely) to)"
    r" (?:\w+ ){0,3}?)"
)
"""What stands before a verb that is still to come."""


def check_present(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`the plant supplies 1.2 million homes` where the source says that it will."""
    for told in text.find(_VERB_ROOT):
        start, end = near(text, told.start())
        root = stem(told["verb"])
        figure = _object_of(text, told.end("verb"), end) if len(root) >= _ROOT else None
        mentions = find_mentions(figure, sources) if figure else ()
        if figure is None or not mentions:
            continue
        ahead = re.compile(rf"{_TO_COME}{re.escape(root)}\w{{0,3}}\b")
        is_steady = told["verb"] in _STEADY
        if not all(ahead.search(m.leading) or (is_steady and _enough(m)) for m in mentions):
            continue
        if mood_at(text, told.start()) is Mood.STATED and not _FORETOLD.search(
            text.folded, start, end
        ):
            reason = f"The source has {mentions[0].figure.text} only as still to come."
            span = (told.start(), figure.span.end)
            yield refute(text, span, "EB_STATUS", reason, mentions[0].place)


_STEADY = frozenset(word_lists.words("events", "steady"))
"""What a thing does once it is there."""
_ENOUGH = lazy_regex(
    r"\b(?:will|would|should|could|expected to|due to|designed to) (?:\w+ ){0,2}?"
    r"(?:suppl|power|produc|generat|serv|employ|provid|cover|feed|hous)\w*\b(?:[^.;]|\.(?=\d)){0,90}$"
)


def _enough(mention: Mention) -> bool:
    """`should then generate 4.6 terawatt-hours, enough for about 1.2 million homes`."""
    return bool(_ENOUGH.search(mention.leading))


_ROOT = 3


def _object_of(text: Passage, at: int, end: int) -> Figure | None:
    """The figure that a verb reaches: the first behind it in its clause, if it tells enough."""
    first = next(iter(figures_between(text, at, min(end, at + _BETWEEN))), None)
    if first is None or first.kind is Kind.DATE or _STOP.search(text.folded, at, first.span.start):
        return None
    return first if first in telling_figures(text, at, first.span.end) else None


def _subject_of(text: Passage, at: int, start: int) -> Figure | None:
    """The one figure that opens a verb's subject: `ten more children have been enrolled`."""
    ahead = figures_between(text, max(start, at - _BETWEEN), at)
    if len(ahead) != 1 or ahead[0].kind is Kind.DATE:
        return None
    between = text.folded[ahead[0].span.end : at]
    if "," in between or _STOP.search(between) or re.search(r"\band\b|\bthat\b|\bwho\b", between):
        return None
    return ahead[0] if ahead[0] in telling_figures(text, ahead[0].span.start, at) else None


_GOAL_MET = lazy_regex(
    r"\b(?:reached|met|achieved|hit|attained|beat) (?:the|their|its|a|that) (?:[\w-]+ ){0,2}?"
    r"(?:goal|target|aim|objective|threshold)s?\b[^.;]{0,20}$"
)
"""`39% reached the goal of under 1.8 mmol/L`: it is a goal, and was reached."""


def _is_ahead(mention: Mention) -> bool:
    """Is the figure planned, due, aimed at or conditional, with nothing done since the plan?"""
    before = mention.before
    if NEGATION.search(before) or _GOAL_MET.search(before):
        return False
    ahead = [m.end() for words in (_AHEAD, PLANNED, CONDITIONAL) for m in words.finditer(before)]
    done = [m.start() for m in _DONE.finditer(before) if not before.endswith("to ", 0, m.start())]
    if ahead and max(done, default=0) <= max(ahead):
        return True
    return not done and bool(_TO_BE.match(mention.after))


def _shares_topic(sentence: str, mentions: Sequence[Mention]) -> bool:
    """Do the sentences of text and source speak of the same thing besides the figure?"""
    return any(content_words(sentence) & content_words(m.sentence) for m in mentions)


def check_condition(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`will file in the first quarter` where the source says so only if the trial succeeds."""
    for sure in text.find(_SURE):
        start, end = near(text, sure.start())
        if mood_at(text, sure.start()) is Mood.DENIED:
            continue
        if _OPEN.search(text.folded, start, end) or NEGATION.search(text.folded, start, end):
            continue
        for _, mentions in told_only_so(text, sources, _has_condition, (sure.end(), end)):
            if not _shares_topic(text.folded[start:end], mentions):
                continue
            condition = next(_CONDITION.finditer(mentions[0].sentence)).group()
            reason = f"The source has {mentions[0].figure.text} behind a condition (“{condition}”)."
            yield refute(text, sure, "EB_STATUS", reason, mentions[0].place)
            break


def _has_condition(mention: Mention) -> bool:
    """Does a condition stand in the sentence of a figure?"""
    return bool(_CONDITION.search(mention.sentence))


_ANYWAY = lazy_regex(
    r"\b(?:whether or not|regardless of|irrespective of|no matter (?:what|whether|how)|in any case"
    r"|unconditional(?:ly)?|come what may)\b"
)
_HANGS = lazy_regex(
    r"\b(?:conditional (?:up)?on|contingent (?:up)?on|depend(?:s|ent) on|hinges on|subject to)\b"
)
_NO_CONDITION = lazy_regex(
    r"\b(?:no|not|without|nor) (?:[\w-]+ ){0,4}?(?:conditions?|conditional|contingent|contingency"
    r"|subject to|depend\w*)\b"
)


def check_unconditional(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`whether or not the deal closes` for `only if it closes`, and a condition that is denied."""
    for pattern, theirs, told in (
        (_ANYWAY, _CONDITION, "hanging on a condition"),
        (_HANGS, _NO_CONDITION, "free of such a condition"),
    ):
        for found in text.find(pattern):
            start, end = near(text, found.start())
            topic = content_words(text.folded[start:end])
            if mood_at(text, found.start()) is Mood.DENIED or _best(sources, pattern, topic)[0] > 1:
                continue
            hits, best = _best(sources, theirs, topic)
            if best and hits >= _FEWEST and 2 * hits >= len(topic):
                reason = f"“{found.group()}”: the source has it {told}."
                yield refute(text, found, "EB_STATUS", reason, best.place)


_FEWEST = 2


def _best(
    sources: Sequence[Passage], pattern: re.Pattern[str], topic: frozenset[str]
) -> tuple[int, Hit | None]:
    """Where a source says such words with most of this topic, in the sentence or the one before."""
    best: tuple[int, Hit | None] = (0, None)
    for hit in find_all(sources, pattern):
        start, end = hit.source.sentence_at(hit.match.start())
        before, _ = hit.source.sentence_at(max(0, start - 1))
        hits = len(topic & content_words(hit.source.folded[before:end]))
        if hits > best[0]:
            best = (hits, hit)
    return best


_MAYBE = lazy_regex(rf"{_IF}|\b(?:may|might|could|would|whether)\b")
_UNDECIDED = lazy_regex(
    r"\b(?:has|have|had) (?:not|yet) (?:yet )?(?:to )?decided? (?:whether|if|on)\b|\bundecided\b"
    r"|\bno decision (?:has been |was |would be |will be )?(?:made|taken)?\b"
)
_STANDS_FOR = lazy_regex(r"\b(?:the (?:company|firm|group|maker|board)|it|they)\b")
_DECIDED = lazy_regex(r"\b(?:will|has decided to|is to|plans? to|is set to|decided to)\b")


def check_undecided(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`will take it into phase 3` where the source says that it has not decided whether to."""
    open_ = find_all(sources, _UNDECIDED)
    for found in text.find(_DECIDED) if open_ else ():
        start, end = near(text, found.start())
        if mood_at(text, found.start()) <= Mood.OPEN or _MAYBE.search(text.folded, start, end):
            continue
        said = _keys(text.folded[start:end])
        for source, place in open_:
            first, last = source.sentence_at(place.start())
            keys = _keys(source.folded[place.end() : last]) - STOPWORDS
            subject = source.folded[first : place.start()]
            is_same = (_keys(subject) - STOPWORDS) & said or _STANDS_FOR.search(subject)
            if is_same and len(keys & said) >= max(2, (len(keys) + 1) // 2):
                reason = f"“{found.group()}”: the source says “{place.group()}”."
                yield refute(text, found, "EB_STATUS", reason, (source, place.start()))
                break


def _keys(words: str) -> frozenset[str]:
    """What the words of a stretch share with other forms of them."""
    return frozenset(key_of(word) for word in TOKEN.findall(words))
