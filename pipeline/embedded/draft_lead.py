"""How a brief opens: what was tested, in whom, in which trial.

In: candidates with their record and source. Out: the same with a sentence that says what was tested
in whom, and with `opens` told of each.
"""

import re
from decimal import Decimal

from pipeline.embedded.candidate import Candidate, make_candidate
from pipeline.embedded.clauses import leans
from pipeline.embedded.draft_owed import DECIDES
from pipeline.embedded.extract_trials import name_disease
from pipeline.embedded.lexicons import COMMENT
from pipeline.embedded.weights import (
    SETS_SCENE,
    SETTING,
    SETTING_SHARE,
    SHORT,
)
from pipeline.render import find_references
from schemas.article import ArticleKind
from schemas.draft import Move, Topic
from schemas.figure import Kind
from schemas.record import Design, Passage, Record, Trial
from schemas.source import Source

_NOT_A_STUDY = frozenset({ArticleKind.MARKET, ArticleKind.OUTLOOK})
_ENROLLED = re.compile(
    r"^(?:-(?=patient|person|adult|woman|man|participant)| )"
    r"(?P<who>(?:patient|person|adult|participant)(?= )|"
    r"(?:adults|patients|people|participants|women|men|children|teenagers|infants|"
    r"volunteers)(?: and (?:adults|teenagers|adolescents|children|women|men))?)\b"
)
_DESIGN = re.compile(
    r"\b(?:randomi[sz]ed(?:,? double-blind)?|double-blind|single-arm|open-label|basket|"
    r"placebo-controlled)\b",
    re.IGNORECASE,
)
_PHASE = re.compile(r"\bphase\b", re.IGNORECASE)


def open_brief(
    candidates: tuple[Candidate, ...], record: Record, source: Source, length: int
) -> tuple[Candidate, ...]:
    """The candidates with one that sets the scene, and with how well each could stand first."""
    marked = tuple(
        item.model_copy(update={"opens": max(item.opens, rate_opening(item, record))})
        for item in candidates
    )
    if record.kind in _NOT_A_STUDY or not record.outcomes:
        return marked
    asked = _slots(record)
    main = max(
        (item for item in marked if item.sentence.topic is Topic.BENEFIT and item.needs < 0),
        key=lambda item: item.weight,
        default=None,
    )
    if len(asked) < 2 or main is None or not _lacks(main, asked):
        return marked
    made = say_setting(record, source)
    owed = sum(item.words for item in marked if item.owed)
    if made is not None and made.words + owed > length:
        made = None
    if made is not None and _MET.search(made.printed):
        marked = tuple(item for item in marked if item.facts or not _MET.search(item.printed))
    if made is not None and (length < SHORT or DECIDES.search(made.printed)):
        return (_set(made), *marked)
    whole = [
        item
        for item in marked
        if not _lacks(item, asked)
        and item.needs < 0
        and item.words <= SETTING_SHARE * length
        and item.sentence.topic in {Topic.CONTEXT, Topic.BENEFIT}
        and not COMMENT.search(item.printed)
    ]
    best = max(whole, key=lambda item: item.weight, default=None)
    if best is not None and length >= SHORT:
        return tuple(_set(item) if item is best else item for item in marked)
    return marked if made is None else (_set(made), *marked)


def _set(item: Candidate) -> Candidate:
    """The candidate as the sentence that opens the brief."""
    return item.model_copy(update={"opens": SETS_SCENE, "weight": max(item.weight, SETTING)})


def _slots(record: Record) -> tuple[re.Pattern[str], ...]:
    """What a reader must be told of the trial and the record knows: drug, disease, design."""
    trial = main_trial(record)
    disease = trial.disease
    names = [name for name in record.products[:1] if name]
    words = [re.escape(names[0])] if names else []
    words += [re.escape(disease.split()[-1])] if disease else []
    built = bool(trial.phase) or trial.designs != (Design.NOT_STATED,)
    words += [_PHASE.pattern + "|" + _DESIGN.pattern] if built else []
    return tuple(re.compile(word, re.IGNORECASE) for word in words)


def _lacks(item: Candidate, asked: tuple[re.Pattern[str], ...]) -> int:
    return sum(not slot.search(item.printed) for slot in asked)


def main_trial(record: Record) -> Trial:
    """The trial the main results are of: the first that their sentences name, else the first."""
    words = " ".join(item.text for outcome in record.outcomes for item in outcome.evidence)
    named = [trial for trial in record.trials if trial.name and trial.name in words]
    return next(iter((*named, *record.trials)), Trial(id=""))


def say_setting(record: Record, source: Source) -> Candidate | None:
    """`Novira’s kelvanib was tested in a randomised Phase 2 trial in 90 adults with asthma.`

    Every slot is one the article ties to this trial; `None` where it ties too few.
    """
    trial = main_trial(record)
    product = trial.product or next(iter(record.products), "")
    if not product or not trial.evidence:
        return None
    places = _passages_on(trial, record)
    text = " ".join(item.evidence.text for item in places)
    design = _design(text)
    phase = f"Phase {trial.phase}" if trial.phase else ""
    name = f"{trial.name}, " if trial.name else ""
    kind = " ".join(part for part in (design, phase, "trial") if part)
    who = _size(places, source)
    disease = trial.disease or name_disease(text)
    patients = f" in {who}" if who else ""
    target, ill = _say_disease(disease, text, counted=bool(who))
    if not target and not ill and not who:
        return None
    article = "an" if kind[0].lower() in "aeio" else "a"
    owner = _owner(product, record)
    met = _MET.search(text)
    tested = f"was tested{target} in"
    if met and "not" not in met[0]:
        tested = f"{met[1].lower()} the primary endpoint of"
        if re.search(r"\bsaid\b", text) and record.companies:
            owner = f"{record.companies[0]} said "
    said = f"{owner}{product} {tested} {name}{article} {kind}{patients}{ill}."
    said = said[0].upper() + said[1:] if not owner and said[0].isalpha() else said
    evidence = tuple(item.evidence for item in places)
    return make_candidate(said, Move.DATA, Topic.CONTEXT, source, evidence, SETTING)


_MET = re.compile(r"\b(met|missed) (?:the|its|their) primary (?:endpoint|goal)\b", re.IGNORECASE)


def _say_disease(disease: str, text: str, *, counted: bool) -> tuple[str, str]:
    """` against Lyme disease` before the trial, or ` with asthma` behind its people; else empty.

    People are said to have a disease only where the article says so: a vaccine's have none.
    """
    if not disease:
        return "", ""
    name = re.escape(disease)
    if re.search(rf"\b(?:with|had|have|having) (?:[\w-]+ ){{0,4}}?{name}\b", text):
        return "", f" with {disease}" if counted else f" in {disease}"
    if re.search(rf"\b(?:prevent\w*|against|cut|reduc\w+) (?:[\w-]+ ){{0,2}}?{name}\b", text):
        return f" against {disease}", ""
    if re.search(rf"\b(?:in|for|of|treat\w*) (?:[\w-]+ ){{0,4}}?{name}\b", text):
        return f" in {disease}", ""
    return "", ""


def _design(text: str) -> str:
    """The first word of design in the trial's own sentences, small."""
    match = _DESIGN.search(text)
    return match[0].lower() if match else ""


def _owner(product: str, record: Record) -> str:
    """`Novira’s `, where a sentence names the firm and the product together."""
    if not record.companies:
        return ""
    name = record.companies[0]
    short = name.split()[0]
    for passage in record.passages:
        text = passage.evidence.text
        if product in text and re.search(rf"\b{re.escape(short)}\b", text):
            return f"{name}’ " if name.endswith("s") else f"{name}’s "
    return ""


def _passages_on(trial: Trial, record: Record) -> tuple[Passage, ...]:
    """The sentences in which the trial was read, and the one right behind the first."""
    spans = [item.span for item in trial.evidence]
    found = [
        item
        for item in record.passages
        if item.evidence.span in spans or (trial.name and trial.name in item.evidence.text)
    ]
    return tuple(item for item in found if not item.opinion)


def _size(places: tuple[Passage, ...], source: Source) -> str:
    """The largest number of people that these sentences give, as a reference with its noun."""
    best = (Decimal(0), "")
    for place in places:
        span = place.evidence.span
        for index, figure in enumerate(source.figures):
            if not span.covers(figure.span) or figure.kind is not Kind.COUNT or figure.is_range:
                continue
            match = _ENROLLED.match(source.text[figure.span.end : figure.span.end + 50])
            if match and figure.values[0] > best[0]:
                who = match["who"] if match["who"][-1] in "sn" else f"{match['who']}s"
                best = (figure.values[0], f"{{m{index}}} {who}")
    return best[1]


_DANGLES = re.compile(
    r"^(?:The (?:rate|figure|number|difference|change|result|other|same|drug|company|trial|study|"
    r"committee|treatment|shares?|stock|subset|cut)\b|(?:He|She|They|It|Its|This|These|Both)\b|In "
    r"each\b)|^[^.,]*, the (?:rate|figure|number|result) was\b|\bthe (?:rate|figure) (?:was|is)\b"
)


def rate_opening(item: Candidate, record: Record) -> int:
    """How well a sentence could open a brief: 2 names firm or drug and tells a result, 0 dangles.

    The writer's opinion and a sentence that points at something before it never open one.
    """
    text = item.printed
    if item.needs >= 0 or leans(text) or _DANGLES.search(text) or COMMENT.search(text):
        return 0
    if item.sentence.topic in {Topic.LIMIT, Topic.OPINION, Topic.SENTIMENT}:
        return 0
    trials = [trial.name for trial in record.trials if trial.name]
    firms = [name.split()[0] for name in record.companies[:2]]
    names = [*record.products[:3], *trials, *firms]
    named = any(name and name.lower() in text.lower() for name in names)
    return (1 if named else 0) + (1 if named and item.facts else 0)


def spans_rivals(item: Candidate, ends: tuple[Decimal, ...], source: Source) -> bool:
    """Does one range in the sentence run from the lowest to the highest of the rival results?"""
    return any(
        source.figures[int(number)].is_range and source.figures[int(number)].values == ends
        for sort, number in find_references(item.sentence.text)
        if sort == "m"
    )
