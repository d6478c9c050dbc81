"""Where a figure comes from: a registry told as the trial's own arm, a claim told as a fact.

In: the checked text and its sources as passages. Out: findings where every source that prints a
figure takes it from elsewhere, leaves it unconfirmed or has it only in someone's mouth, and the
text tells it as the trial's own, as confirmed or as so.
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
    content_words,
    find_all,
    find_stated,
    mood_at,
    refute,
    topic_at,
)
from pipeline.figures.claims_words import ATTRIBUTION
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding

_ELSEWHERE = lazy_regex(
    r"\b(?:registr(?:y|ies)|natural[- ]history|historical(?:ly)?|benchmarks?|literature"
    r"|retrospective\w*|external controls?|real-world"
    r"|(?:earlier|previous(?:ly)?|past|prior|separate|other|older|published)"
    r" (?:\w+ )?(?:studies|study|trials?|series|reports?|data|research)"
    r"|published elsewhere|treated elsewhere|by other (?:researchers|groups|teams))\b"
)
"""Where a source says that a value was not measured in the trial it tells of."""
_OWN = lazy_regex(
    r"\b(?:(?:on|with|given|got|receiving|taking|for|of) (?:a |the )?(?:placebo|sham|dummy)"
    r"|placebo (?:arm|group|patients|recipients)|(?:the |trial's |study's |its )(?:own )?(?:control"
    r"|comparator|untreated|placebo) (?:arm|group|patients|children|participants)|controls"
    r"|in the (?:same )?(?:trial|study)|(?:trial|study)'s (?:own )?\w+ (?:arm|group))\b"
)
"""Words that make a value one of the trial's own groups."""
_OWN_BEFORE, _OWN_AFTER = 50, 80


def check_benchmark(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`against 15% of controls` where the source takes the 15% from earlier studies."""
    for own in text.find(_OWN):
        start, end = near(text, own.start())
        if _ELSEWHERE.search(text.folded, start, end):
            continue
        for figure in telling_figures(
            text, max(start, own.start() - _OWN_AFTER), min(end, own.end() + _OWN_BEFORE)
        ):
            if not _is_nearest(text, figure.span.start, own):
                continue
            mentions = find_mentions(figure, sources)
            words = [_find_elsewhere(mention) for mention in mentions]
            if not words or not all(words) or figure.kind in (Kind.DURATION, Kind.DATE):
                continue
            word = words[0]
            reason = f"The source takes {mentions[0].figure.text} from elsewhere (“{word}”)."
            span = (min(own.start(), figure.span.start), max(own.end(), figure.span.end))
            yield refute(text, span, "EB_DESIGN", reason, mentions[0].place)


def _find_elsewhere(mention: Mention) -> str:
    """The word of its sentence that takes a figure from elsewhere, and no other of its kind."""
    source, place = mention.source, mention.figure.span.start
    for found in _ELSEWHERE.finditer(source.folded, *source.sentence_at(place)):
        first, last = sorted((place, found.start()))
        if not any(
            first < other.span.start < last and other.kind is mention.figure.kind
            for other in source.source.figures
        ):
            return found.group()
    return ""


def _is_nearest(text: Passage, place: int, own: re.Match[str]) -> bool:
    """Does no other figure of an amount, and no break, stand between the figure and the group?"""
    first, last = sorted((place, own.start()))
    others = [
        f
        for f in figures_between(text, first + 1, last)
        if f.kind not in (Kind.DURATION, Kind.DATE, Kind.TIME)
    ]
    return not others and not _BREAK.search(text.folded, first, last)


_BREAK = lazy_regex(r"[;:]|, (?:and|while|but|against|compared|versus)\b|\b(?:while|whereas|but)\b")

_CLAIMS = (
    r"(?:claim(?:s|ed|ing)?|alleg(?:es|ed|edly|ing|ations?)|accus(?:es|ed|ing)|contend(?:s|ed)"
    r"|insist(?:s|ed)|speculat\w+|reckon(?:s|ed)?|guess(?:es|ed)?|i (?:think|believe|bet)|i would"
    r" (?:bet|guess)|would bet|bets? (?:that|on)|in (?:my|his|her|our) (?:view|opinion))"
)
_CLAIMED = lazy_regex(
    rf"\b(?:{_CLAIMS}"
    r"|(?:peak[- ]sales|analysts?'s?|his|her) (?:estimates?|forecasts?|targets?|models?)"
    r"|(?:price|share) targets?|probability of success|odds of|chances? of success)\b"
)
"""Words by which a source gives something to somebody and does not stand for it."""
_SPOKEN = lazy_regex(
    rf"{ATTRIBUTION.pattern}|[\"“”]|\b(?:{_CLAIMS}|estimat\w+|expect\w*|forecast\w*|view\w*"
    r"|could|may|might|would|if|puts?|g(?:ives?|ave)|s(?:ees?|aw)|judged"
    r"|short[- ]sellers?|columnist\w*|brokers?"
    r"|reported(?:ly)? by|reportedly|poll\w*|rumou?r\w*|targets? of|target price"
    r"|unverified|unconfirmed|critics?|opponents?|den(?:y|ies|ied)|disput\w+|bet(?:s|ting)?"
    r"|predict\w*|suppos\w*|allegation\w*|(?:his|her) (?:price )?targets?)\b"
)
"""Words by which a text itself gives something to somebody."""


def check_opinion(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`has no more than 800 in use` where the source has that only as somebody's claim."""
    for figure, mentions in told_only_so(text, sources, _is_claimed):
        if mood_at(text, figure.span.start) is Mood.OPEN or _SPOKEN.search(
            _with_last(text, figure)
        ):
            continue
        reason = f"The source has {mentions[0].figure.text} only as somebody's claim."
        yield refute(text, figure.span, "EB_ATTRIBUTION", reason, mentions[0].place)


def _with_last(text: Passage, figure: Figure) -> str:
    """The sentence around a figure of the text and the one before it, folded."""
    start, end = near(text, figure.span.start)
    return text.folded[near(text, max(0, start - 1))[0] : end]


def _is_claimed(mention: Mention) -> bool:
    """Does a word of claiming lead up to the figure, unless it is taken for granted there?"""
    start, _ = mention.source.sentence_at(mention.figure.span.start)
    before = mention.source.folded[start : mention.figure.span.end]
    return any(not _GRANTED.search(before, m.end()) for m in _CLAIMED.finditer(before))


_GRANTED = lazy_regex(r"(?:'s|\b(?:the|its|their)) (?=[$€£\d])")
"""`I think Wednesday's 9% drop was lazy` leaves no doubt that it dropped by 9%."""


_CONFIRMED = lazy_regex(
    r"\b(?:confirmed|verified|adjudicated|audited|proven|validated|peer[- ]reviewed|cleaned)\b"
)
_UNCONFIRMED = lazy_regex(
    r"\b(?:not|nor|never|nobody|no one|neither|without|yet to)\b[^.;]{0,40}?"
    r"\b(?:confirm|verif|adjudicat|audit|clean|peer[- ]review|check|validat|corroborat)\w*"
    r"|\b(?:unconfirmed|unverified|unaudited|unadjudicated|uncleaned|eyeball|rumou?r\w*"
    r"|cited no (?:named )?sources?|declin(?:es|ed) to (?:comment|confirm)"
    r"|(?:refus(?:es|ed)|unable) to confirm)\b"
)
_CONFIRMS = lazy_regex(
    r"\b(?:confirm|verif|adjudicat|audit|cleaned|peer[- ]review|validat|proven)\w*"
)


def check_confirmed(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`a confirmed 7.5%` where the source says that it has not been confirmed."""
    if not any(source.find(_UNCONFIRMED) or source.find(_SUSPECTED) for source in sources):
        return
    for found in find_stated(text, _CONFIRMED):
        start, end = near(text, found.start())
        if _UNCONFIRMED.search(text.folded, start, end):
            continue
        topic = content_words(text.folded[start:end]) - _SAYING
        reach = (max(start, found.start() - _CLOSE), min(end, found.end() + _CLOSE))
        for figure in telling_figures(text, *reach):
            mentions = find_mentions(figure, sources)
            doubted = [m for m in mentions if m.number in m.source.once(_open_figures)]
            if not doubted or any(m.number in m.source.once(_sure_figures) for m in mentions):
                continue
            if not any(topic & content_words(m.sentence) for m in doubted):
                continue
            reason = f"“{found.group()}”: the source leaves {doubted[0].figure.text} unconfirmed."
            yield refute(text, found, "EB_STATUS", reason, doubted[0].place)
            break


_DOUBTFUL = lazy_regex(
    rf"{_UNCONFIRMED.pattern}|\b(?:without (?:any )?evidence|not genuine|no named sources?)\b"
)
_DOUBTS = lazy_regex(
    rf"{_DOUBTFUL.pattern}|\b(?:{_CLAIMS}|{word_lists.either('moods', 'hearsay')})\b"
)


def check_unverified_told(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`was offered £300m` where the source has the sum only in a report nobody could confirm."""
    for figure, mentions in told_only_so(text, sources, _is_doubted):
        if _DOUBTS.search(_with_last(text, figure)):
            continue
        reason = f"The source has {mentions[0].figure.text} only as unconfirmed."
        yield refute(text, figure.span, "EB_STATUS", reason, mentions[0].place)


_NEITHER = lazy_regex(
    r"\b(?:would|could|did|does) (?:neither|not) (?:confirm|verify|comment)\w*\b"
    r"|\b(?:unconfirmed|unverified) (?:report|claim|rumou?r|post)s?\b"
    r"|\baccording to an? (?:\w+ ){0,2}?(?:unconfirmed|unverified|anonymous)\b"
)
"""Words that leave everything in their sentence to a report that nobody has borne out."""
_RUMOURED = ("confirm", "verif", "comment", "according to an")
"""Letters without which that pattern cannot match; asked first, since they are much cheaper."""
_ENOUGH = 4
_BARE = lazy_regex(r"[;:]|, (?:and|but|while)\b|\bbut\b|\bwhile\b")


def check_rumour_told(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`missed its goal` where the source has that only from a report that nobody confirmed."""
    told = [s for s in sources if any(map(s.folded.__contains__, _RUMOURED))]
    rumours = find_all(told, _NEITHER)
    for start in text.starts if rumours else ():
        _, end = text.sentence_at(start)
        if _DOUBTS.search(text.folded, start, end):
            continue
        at = start
        for part in _BARE.split(text.folded[start:end]):
            rumour = _only_rumoured(content_words(part), rumours, sources)
            if rumour:
                reason = f"The source has this only as unconfirmed: “{rumour.match.group()}”."
                first = text.folded.find(part.strip(), at, end)
                span = (first, first + len(part.strip()))
                yield refute(text, span, "EB_STATUS", reason, rumour.place)
                return
            at += len(part)


def _only_rumoured(
    topic: frozenset[str], rumours: Sequence[Hit], sources: Sequence[Passage]
) -> Hit | None:
    """The rumour whose sentence says three quarters of this, if no other says half of it."""
    for rumour in rumours if len(topic) >= _ENOUGH else ():
        hits = len(topic & rumour.topic)
        around = rumour.source.sentence_at(rumour.match.start())
        if hits < _ENOUGH or 4 * hits < 3 * len(topic):
            continue
        if not _elsewhere(sources, topic, around):
            return rumour
    return None


def _elsewhere(sources: Sequence[Passage], topic: frozenset[str], but: tuple[int, int]) -> bool:
    """Does another sentence of a source say half of it?"""
    return any(
        2 * len(topic & topic_at(s, start)) >= len(topic)
        for s in sources
        for start in s.starts
        if not but[0] <= start < but[1]
    )


def _is_doubted(mention: Mention) -> bool:
    """Is the figure's own sentence doubted, there or in the next one about `the figure`?"""
    if _DOUBTFUL.search(_own_part(mention)[0]):
        return True
    return bool(
        _OF_IT.match(mention.source.with_next(mention.figure.span.start)[len(mention.sentence) :])
    )


def _own_part(mention: Mention) -> tuple[str, bool]:
    """What a figure's sentence says between semicolons around it, and whether it ends there."""
    start, end = mention.source.sentence_at(mention.figure.span.start)
    words, at = mention.source.folded[start:end], mention.figure.span.start - start
    last = words.find(";", at)
    return words[words.rfind(";", 0, at) + 1 : last if last >= 0 else None], last < 0


_OF_IT = lazy_regex(
    rf"\W*(?:the|that|this) (?:figure|number|document|claim|report|estimate|sum|total|data)s?\b"
    rf"[^.;]{{0,40}}?(?:{_DOUBTFUL.pattern})"
)


_SAYING = content_words("confirmed verified proven validated figures data")


def _open_figures(source: Passage) -> frozenset[int]:
    """The figures of a source that it leaves unconfirmed."""
    mentions = (Mention(source, f, i) for i, f in enumerate(source.source.figures))
    return frozenset(m.number for m in mentions if _is_open(m))


def _sure_figures(source: Passage) -> frozenset[int]:
    """The figures in whose sentences a source confirms something."""
    mentions = (Mention(source, f, i) for i, f in enumerate(source.source.figures))
    return frozenset(m.number for m in mentions if _confirms(m.sentence))


def _is_open(mention: Mention) -> bool:
    """Is the figure unconfirmed, there or in the next sentence, or one of suspected cases?"""
    end = mention.figure.span.end
    suspected = _SUSPECTED.search(mention.source.folded, end, end + _NEAR + _LONGEST_SUSPICION)
    own, is_last = _own_part(mention)
    return bool(
        _UNCONFIRMED.search(mention.source.with_next(mention.figure.span.start) if is_last else own)
    ) or bool(suspected and suspected.start() - end < _NEAR)


_SUSPECTED = lazy_regex(r"\b(?:suspected|possible|presumed)\b")
_NEAR = 25
_LONGEST_SUSPICION = len("suspected ")


def _confirms(sentence: str) -> bool:
    """Does a sentence use such a word without denying it?"""
    return bool(_CONFIRMS.search(sentence)) and not _UNCONFIRMED.search(sentence)


_CLOSE = 150
"""Characters on each side in which a word of confirming is of a figure."""
_SAYS = lazy_regex(
    r"\b(?:confirm(?:s|ed)|acknowledg(?:es|ed)|admit(?:s|ted))(?= that\b| (?:it|he|she|they) \w)"
)


def check_admission(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`The company confirmed that …` where it declined to comment, or nobody could confirm it."""
    for found in text.find(_SAYS):
        topic = content_words(text.folded[slice(*near(text, found.start()))]) - _SAYING
        if mood_at(text, found.start()) is not Mood.STATED:
            continue
        for source in sources:
            open_ = [(_overlap(source, m.start(), topic), m) for m in source.find(_UNCONFIRMED)]
            hits, place = max(open_, key=lambda n: n[0], default=(0, None))
            said = [_overlap(source, at, topic) for at in _confirming(source)]
            if place is None or 2 * hits < len(topic) or max(said, default=0) >= min(hits, _FEWEST):
                continue
            reason = f"“{found.group()}”: the source says “{place.group()}”."
            yield refute(text, found, "EB_STATUS", reason, (source, place.start()))


_FEWEST = 2


def _confirming(source: Passage) -> Iterator[int]:
    """Where a source says as a fact that something is confirmed."""
    for found in source.find(_CONFIRMS):
        is_open = _UNCONFIRMED.search(source.folded, *source.sentence_at(found.start()))
        if mood_at(source, found.start()) is Mood.STATED and not is_open:
            yield found.start()


def _overlap(source: Passage, place: int, topic: frozenset[str]) -> int:
    """How much of a topic the sentence around a place and the two before it hold."""
    start, end = source.sentence_at(place)
    for _ in range(2):
        start, _ = source.sentence_at(max(0, start - 1))
    return len(topic & content_words(source.folded[start:end]))
