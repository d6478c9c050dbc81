"""A neutral headline: who, what kind of news, and no bare efficacy figure.

In: a record. Out: a headline without any figure of the story. It is built from what the record
holds; the article's own headline is never copied with its numbers or its colour.
"""

import re

from pipeline.embedded.lexicons import REGULATORY
from pipeline.embedded.spin import is_coloured
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
        return _market(record, source)
    if record.kind is ArticleKind.OUTLOOK and record.companies:
        return _outlook(record, text)
    if record.outcomes and (record.products or any(item.name for item in record.trials)):
        return _results(record)
    own = _own(record)
    if record.kind in _STUDIED and own.endswith("what the article reports") and record.trials:
        return _results(record)
    return own


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


def _market(record: Record, source: Source) -> str:
    """`Zorvex shares rise; article names no specific news`."""
    company = record.companies[0]
    text = record.headline or next((claim.evidence[0].text for claim in record.market), "")
    move = next((word for word, pattern in _MOVES if pattern.search(text)), "")
    if any(claim.kind == "financing" for claim in record.market) and not move:
        return f"{company}: share sale reported"
    if not move and (record.outcomes or any(item.name for item in record.trials)):
        return _results(record)
    if not move:
        return f"{company}: share trading reported"
    tail = "; no specific news named" if any(claim.cause_denied for claim in record.market) else ""
    return f"{company} shares {move}{tail}"


def _outlook(record: Record, text: str) -> str:
    """`Zorvex sets out trial plans and cash runway`: only what the text tells."""
    parts: list[str] = []
    if _ANOTHER.search(record.headline) or (_EARNED.search(text) and record.headline):
        return _own(record)
    if _TRIALS.search(text):
        parts.append("trial plans")
    if REGULATORY.search(text):
        parts.append("regulatory steps")
    if _RUNWAY.search(text):
        parts.append("cash runway")
    if not parts:
        return _own(record)
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{record.companies[0]} sets out {listed}"


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


def _own(record: Record) -> str:
    """The article's headline up to its first figure or colour; else whom it is about.

    Example: `Firm stops study, will shed half of staff` gives `Firm stops study`.
    """
    kept = ""
    for part in re.split(r"(?=(?:[;:]|,| as| after| but) )", record.headline.strip()):
        if _NUMBER.search(part) or is_coloured(part):
            break
        kept += part
    if len(kept.split()) >= 3:
        return kept
    subject = next(iter((*record.products, *record.companies)), "")
    return (
        f"{_capital(subject)}: what the article reports" if subject else "What the article reports"
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
