"""A neutral headline: who, what kind of news, and no bare efficacy figure.

In: a record. Out: a headline without any figure of the story. It is built from what the record
holds; the article's own headline is never copied with its numbers or its colour.
"""

import re
from collections.abc import Sequence

from pipeline.embedded.lexicons import MARKET, REGULATORY
from pipeline.embedded.spin import is_coloured
from pipeline.embedded.story import NEWS
from schemas.article import ArticleKind
from schemas.record import ComparatorKind, Design, Record, Trial
from schemas.source import Source


def write_headline(record: Record, source: Source, text: str) -> str:
    """The best headline the record allows and the brief's text bears out.

    Example: a product, a phase, a disease and interim data give
    `Tavrocel: Phase 2 interim data reported in lymphoma`.
    """
    piece = " (opinion piece)" if record.kind is ArticleKind.OPINION else ""
    return _write(record, source, text) + piece


def _write(record: Record, source: Source, text: str) -> str:
    """The headline for the story's kind, before it is called what it is."""
    if record.kind is ArticleKind.MARKET and record.companies:
        return _market(record, text)
    if record.kind is ArticleKind.OUTLOOK and record.companies:
        return _outlook(record, text)
    if record.outcomes and (record.products or any(item.name for item in record.trials)):
        return _results(record)
    if record.kind in _STUDIED and not own_words(record) and record.trials:
        return _results(record)
    return _own(record, text)


def _results(record: Record) -> str:
    """`Tavrocel: Phase 1b data in DLBCL reported from separate small cuts`."""
    trial = _main_trial(record)
    subject = (
        _capital(record.products[0])
        if record.products
        else (trial.name or (record.companies or ("Trial",))[0])
    )
    phase = f"Phase {trial.phase} " if trial.phase else ""
    name = f"{trial.name} " if trial.name and trial.name != subject else ""
    disease = trial.disease or next((item.disease for item in record.trials if item.disease), "")
    disease = f" in {disease}" if disease else ""
    if any(cut.futility for cut in record.cuts):
        return f"{subject}: {name or phase}interim futility analysis reported{disease}"
    if any(cut.interim for cut in record.cuts):
        return f"{subject}: {phase}{name}interim data reported{disease}"
    kinds = {outcome.comparator_kind for outcome in record.outcomes}
    if ComparatorKind.HISTORICAL in kinds:
        return f"{subject}: {phase}{name}data{disease} reported against a historical benchmark"
    if any(gap.field == "cut_order" for gap in record.gaps):
        return f"{subject}: {phase}{name}data{disease} reported from separate data cuts"
    if Design.RANDOMISED in trial.designs:
        return f"{subject}: {phase}{name}randomised trial results reported{disease}"
    return f"{subject}: {phase}{name or ('' if phase else 'trial ')}data reported{disease}"


def _main_trial(record: Record) -> Trial:
    return record.trials[0] if record.trials else Trial(id="t0")


_STUDIED = frozenset({ArticleKind.CLINICAL, ArticleKind.ANALYSIS})

_NOT_TO_COME = r"(?<!to )(?<!will )(?<!could )(?<!may )(?<!should )"
"""`Shares to double` have not doubled."""

_MOVES = (
    (
        "rise",
        re.compile(
            _NOT_TO_COME + r"\b(?:ros(?:e|en)|rises?|up|gain\w*|jump\w*|surg\w*|climb\w*|"
            r"tripled?|doubled?|triples?|doubles?|soar\w*"
            r"|rall(?:y|ied))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "fall",
        re.compile(
            _NOT_TO_COME + r"\b(?:fell|falls?|fallen|down|drop\w*|declin\w*|slump\w*|"
            r"plung\w*|slid|halved?|tumbl\w*|sinks?|sank|crash\w*|slump\w*)\b",
            re.IGNORECASE,
        ),
    ),
)


def _market(record: Record, text: str) -> str:
    """`Zorvex shares rise; article names no specific news`."""
    company = record.companies[0]
    words = record.headline or next((claim.evidence[0].text for claim in record.market), "")
    signs = {"+": "rise", "-": "fall", "−": "fall", "–": "fall"}
    signed = _SIGNED.search(words)
    move = next((word for word, pattern in _MOVES if pattern.search(words)), "")
    move = move or (signs[signed[1]] if signed else "")
    if any(claim.kind == "financing" for claim in record.market) and not move:
        return own_words(record) or f"{company}: share sale reported"
    if not move and (record.outcomes or any(item.name for item in record.trials)):
        return _results(record)
    if not move:
        return _own(record, text)
    tail = "; no specific news named" if any(claim.cause_denied for claim in record.market) else ""
    return f"{company} shares {move}{tail}"


def _outlook(record: Record, text: str) -> str:
    """`Zorvex sets out trial plans and cash runway`: only what the text tells."""
    parts: list[str] = []
    if _ANOTHER.search(record.headline) or (_EARNED.search(text) and record.headline):
        return _own(record, text)
    if _TRIALS.search(text):
        parts.append("trial plans")
    if REGULATORY.search(text):
        parts.append("regulatory steps")
    if _RUNWAY.search(text):
        parts.append("cash runway")
    if not parts:
        return _own(record, text)
    return f"{record.companies[0]} sets out {_list(parts)}"


def _list(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_ANOTHER = re.compile(r"\b(?:recall\w*|withdraws?|halts?|stops?)\b", re.IGNORECASE)
_EARNED = re.compile(r"\b(?:revenue|net loss|net income|sales of)\b", re.IGNORECASE)
"""A recall or a quarter's accounts is no outlook, though it says what comes next."""
_TRIALS = re.compile(r"\b(?:trials?|study|studies|[Pp]hase \d|enrol\w+|readouts?|topline)\b")
_RUNWAY = re.compile(
    r"\b(?:runway|cash|money should last|fund (?:its )?operations)\b", re.IGNORECASE
)


_NUMBER = re.compile(
    r"[\d%$€£]|\b(?:two|three|four|five|six|seven|eight|nine|ten|half|third|thirds|quarter|dozen|"
    r"doubl\w+|tripl\w+|halv\w+|million|billion)\b",
    re.IGNORECASE,
)


def _own(record: Record, text: str) -> str:
    """The article's headline without figure or colour; else whom it is about, and what is told.

    Example: `Firm stops study, will shed half of staff` gives `Firm stops study`; a brief on cash
    and a net loss under `Up 41%!` gives `Zorvex: cash and net loss`.
    """
    return own_words(record) or _say_topics(record, text)


def own_words(record: Record) -> str:
    """The article's headline as far as it has neither figure nor colour; empty for no clause."""
    whole = _TURN.sub("", record.headline.strip())
    plain = _BY.sub("", whole) if MARKET.search(whole) else whole
    plain = _RAISES.sub(r"\1 money", plain)
    kept = ""
    parts = [part for part in _PARTING.split(plain) if part]
    for part in parts:
        if not _is_plain(part):
            break
        kept += part
    if len(kept.split()) >= FEWEST_WORDS:
        return kept
    rest = (part.strip(" ;:,").removeprefix("as ").removeprefix("after ") for part in parts[1:])
    return next((_capital(part) for part in rest if _is_clause(part)), "")


FEWEST_WORDS = 3
_TURN = re.compile(r"^\d{1,2}[/.)] (?=\D)")
"""`2/ `: the turn of a story in a list is no figure of it."""
_PARTING = re.compile(r"(?=(?:[;:]|,| as| after| but) )")
_BY = re.compile(
    r"(?:(?<=[a-z]) by|(?<=\bsales)|(?<=\brevenues)|(?<=\brevenue)|(?<=\bprofits)|(?<=\bprofit)|"
    r"(?<=\bshares)) (?:more than |about |up to |nearly |almost |over )?\d[\d,.]*(?:%| per ?cent)"
    r"(?! of\b)(?=[ ,;:]|$)"
)
"""`cuts deaths by 19%`, `lifts sales 7%`: a sentence stays where the figure is left out."""
_RAISES = re.compile(
    r"\b(raises?|raised|borrows?|borrowed|seeks?) (?:about |up to |nearly |over )?"
    r"[$€£¥]\d[\d.,]* ?(?:million|billion|mn|bn|m|b)?(?= (?:in|from|for|through)\b|$)"
)
"""`raises $40 million in share sale`: what is raised is money, however much."""
_SIGNED = re.compile(r"(?:^|[ :(])([-+−–])\d[\d.]*%")


def _is_plain(part: str) -> bool:
    return not _NUMBER.search(part) and not is_coloured(part)


def _is_clause(part: str) -> bool:
    """Does a name do something in it: `Hallow returns gene therapy`?"""
    named = re.match(r"[A-Z][\w-]+ [a-z]+s\b", part)
    return bool(named) and _is_plain(part) and len(part.split()) >= FEWEST_WORDS


_TOPICS = re.compile(
    r"\b(net (?:loss|income|profit)|revenues?|sales|cash runway|cash|shares?(?= )|dividend|"
    r"guidance|outlook|approval|designation|complete response letter|recall|clinical hold|"
    r"settlement|acquisition|licen[cs]e|overall survival|side[- ]effects?|adverse events?|"
    r"cases|trial|study)\b",
    re.IGNORECASE,
)
"""What news is called, in the words of whoever tells it."""
MOST_TOPICS = 3


def _say_topics(record: Record, text: str) -> str:
    """`Zorvex: cash, net loss and shares`: whom it is about, and what the brief tells of it."""
    words = record.headline.strip(" .:")
    found = {match[1].lower().rstrip("s"): match[1].lower() for match in _TOPICS.finditer(text)}
    told = list(found.values())
    said = _list(told[:MOST_TOPICS]) if told else ""
    if words and len(words.split()) < FEWEST_WORDS and _is_plain(words):
        said = words[0].lower() + words[1:] if words[1:2].islower() else words
    subject = _subject(record)
    if subject and said:
        return f"{_capital(subject)}: {said}"
    return _capital(said) or (
        f"What is new on {subject}" if subject else "What the article reports"
    )


_LEADING = re.compile(
    r"^(?!(?:The|An?|In|On|At|For|Its?|This|He|She|They|We|If) )((?:[A-Z][\w-]+ ?){1,3})(?=[a-z])"
)


def _subject(record: Record) -> str:
    """Whom the story is about: the drug or firm its headline names, its label, else the first."""
    names = [name for name in (*record.products, *record.companies) if name]
    said = frozenset(re.findall(r"[\w-]{3,}", record.headline.lower()))
    named = next((name for name in names if name.split()[0].lower() in said), "")
    label = re.match(r"([A-Z][\w'’ -]{2,30}): ", record.headline)
    named = named or (label[1] if label and _is_plain(label[1]) else "")
    news = (item.evidence.text for item in record.passages if item.kind in NEWS)
    leads = (match[1].strip() for text in news if (match := _LEADING.match(text)))
    return named or next(iter(names), "") or next(leads, "")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
