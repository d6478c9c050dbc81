"""Trials, cohorts and data cuts, as the article words them.

In: a story and its products. Out: values whose every word stands in the article. A design nobody
printed is `not_stated`; the order of two cuts is known only where the article says which is later.
"""

import re

from pipeline.embedded.lexicons import ACRONYMS
from pipeline.embedded.story import Story, find_mentions, index_facts, quote
from schemas.figure import Kind
from schemas.record import Cohort, DataCut, Design, Passage, Trial

_DESIGNS: tuple[tuple[Design, re.Pattern[str]], ...] = (
    (
        Design.RANDOMISED,
        re.compile(r"(?<!no )(?<!non-)\brandomi[sz]ed\b(?! or controlled)", re.IGNORECASE),
    ),
    (Design.SINGLE_ARM, re.compile(r"\bsingle[- ]arm\b", re.IGNORECASE)),
    (Design.BASKET, re.compile(r"\bbasket\b", re.IGNORECASE)),
    (
        Design.DOSE_ESCALATION,
        re.compile(
            r"\bdose[- ](?:escalation|finding)\b|"
            r"\b3 ?\+ ?3\b",
            re.IGNORECASE,
        ),
    ),
    (
        Design.UNCONTROLLED,
        re.compile(
            r"\buncontrolled\b|\bwithout a control\b|"
            r"\bno control (?:arm|group)\b",
            re.IGNORECASE,
        ),
    ),
)
_PHASE = re.compile(
    r"\b[Pp]hase[ -]((?:[1-4]|IV|I{1,3})[ab]?(?:\s?/\s?(?:[1-4]|"
    r"I{1,3})[ab]?)?)\b(?!-to)"
)
_NAMED = re.compile(
    r"\b(?P<before>[A-Z][A-Za-z]*[A-Z\d][A-Z\d-]*(?:[- ]\d+)?)(?:’s|"
    r"'s)? (?:[a-z0-9-]+ ){0,2}?(?:trial|study|futility analysis|readout|Cohort)\b"
    r"|\b(?P<beside>[A-Z][A-Z\d][A-Z\d-]{2,}), (?:an?|the|its) (?:[\w/+-]+ ){0,6}?(?:trial"
    r"|study)\b"
    r"|\b(?:trial|study),? (?:called|named|known as) (?P<after>[A-Z][\w-]+)"
)
_PIVOTAL = re.compile(r"\b(?:pivotal|registrational|registration-enabling)\b")
_DISEASE = re.compile(
    r"\b((?:(?:relapsed|refractory|relapsed/refractory|metastatic|advanced|recurrent|large|small|"
    r"clear|diffuse|acute|chronic|"
    r"severe|moderate|moderate-to-severe|non-small|triple-negative|type|early|primary|active|"
    r"high-risk|[a-z]+-line)(?:[- ]|/| or | and | to ))*"
    r"(?:[A-Za-z]-cell |(?!(?:mutant|positive|for|with|in|of|and|the|an?|to|from|by|or|as|on"
    r"|called|monthly|\w+ed|\w+ly|\w+ing)\b)[a-z]+ (?:cell )?){0,2}(?:lymphoma|carcinoma|cancer|"
    r"leuk(?:a)?emia|"
    r"myeloma|melanoma|sarcoma|glioma|glioblastoma|"
    r"diabetes|obesity|asthma|psoriasis|arthritis|lupus|epilepsy|migraine|colitis|dermatitis|"
    r"fibrosis|hepatitis|"
    r"sclerosis|depression|schizophrenia|osteoporosis|hypertension|heart failure|COPD|"
    r"h(?:a)?emophilia|"
    r"nephropathy|neuropathy|retinopathy|dystrophy|influenza|malaria|an(?:a)?emia))\b"
)
_NOT_DISEASE = re.compile(
    r"^(?:(?:for|with|in|of|and|the|a|an|to|from|by|or|most|common|form|"
    r"treat\w*|patients?|against|third|this|any|solid|early|developing|active|primary|type) )+"
)

_CUT = re.compile(
    r"\b(?P<interim>(?:interim|primary|final|planned|pre-?planned|futility|first|second|"
    r"updated)(?: (?:interim|futility|efficacy|safety))? (?:analysis|look|readout|data cut"
    r"|cut))\b"
    r"|\b(?P<month>(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December) (?:\d{4} )?(?:data )?(?:cut-?off|cut))\b"
    r"|\b(?P<event>[A-Z]{3,5} \d{4}(?: updated)? (?:dataset|data|abstract|presentation))\b"
    r"|\b(?P<separate>separately reported data cut|(?:earlier|later|previous|latest|"
    r"subsequent) (?:data )?(?:cut|cutoff|cut-off|dataset|update))\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:updated from|(?:earlier|previous|prior|later|subsequent) (?:data )?(?:cut|cutoff|"
    r"cut-off|dataset|analysis)|"
    r"at the (?:earlier|later)|up from|compared with the (?:earlier|previous))\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^[ -]?((?:[\w/+-]+ ){0,5}?(?:patients|participants|subjects|people|adults|"
    r"children|volunteers|cohort|women|men))\b"
)


def find_trials(story: Story, products: tuple[str, ...]) -> tuple[Trial, ...]:
    """Each trial once: by its name, or by its phase where it has none."""
    trials: dict[str, Trial] = {}
    for passage in story.passages:
        text = passage.evidence.text
        names = [name for name in map(_name_of, _NAMED.finditer(text)) if name]
        phases = [_as_phase(match[1]) for match in _PHASE.finditer(text)]
        if not names and (not phases or trials_of_phase(trials, phases[0])):
            _add_designs(trials, phases, text)
            continue
        if passage.opinion and not names:
            continue
        for name in names or [""]:
            key = name or phases[0]
            trials[key] = _merge(
                trials.get(key), _read_trial(story, passage, name, phases, products)
            )
    for key in [key for key, trial in trials.items() if trial.name and trial.phase in trials]:
        trials[key] = _merge(trials[key], trials.pop(trials[key].phase))
    return _mark_uncontrolled(story, tuple(trials.values()))


def trials_of_phase(trials: dict[str, Trial], phase: str) -> list[str]:
    """Keys of the trials that already have this phase."""
    return [key for key, trial in trials.items() if trial.phase == phase]


def _add_designs(trials: dict[str, Trial], phases: list[str], text: str) -> None:
    """Design words said of an unnamed trial belong to the trial of that phase."""
    for key in trials_of_phase(trials, phases[0]) if phases else []:
        designs = _designs(text)
        if designs:
            trials[key] = _merge(trials[key], trials[key].model_copy(update={"designs": designs}))


def _name_of(match: re.Match[str]) -> str:
    name = match["before"] or match["beside"] or match["after"] or ""
    return "" if name in ACRONYMS or _PHASE.search(name) or len(name) < 4 else name


def _as_phase(raw: str) -> str:
    """`Ib` and `1b` are one phase."""
    roman = {"IV": "4", "III": "3", "II": "2", "I": "1"}
    return re.sub(r"IV|I{1,3}", lambda match: roman[match[0]], raw).replace(" ", "")


def _designs(text: str) -> tuple[Design, ...]:
    return tuple(design for design, pattern in _DESIGNS if pattern.search(text))


def _read_trial(
    story: Story, passage: Passage, name: str, phases: list[str], products: tuple[str, ...]
) -> Trial:
    text = passage.evidence.text
    return Trial(
        id="",
        name=name,
        phase=phases[0] if phases else "",
        designs=_designs(text) or (Design.NOT_STATED,),
        pivotal=bool(_PIVOTAL.search(text)) and bool(name or phases),
        disease=name_disease(text),
        product=next((product for product in products if product in text), ""),
        evidence=(passage.evidence,),
    )


def name_disease(text: str) -> str:
    """The first disease a text names, with its stage and line; empty where it names none."""
    match = _DISEASE.search(text)
    if match:
        return _NOT_DISEASE.sub("", match[1])
    named = _NAMED_DISEASE.search(text)
    return named[1] if named else ""


_NAMED_DISEASE = re.compile(r"\b([A-Z][a-z]+(?:['’]s)? (?:disease|syndrome))\b")
"""`Lyme disease`, `Crohn’s disease`: named after a place or a person."""


def _merge(old: Trial | None, new: Trial) -> Trial:
    """What two sentences say of one trial; the first word stands where both speak."""
    if old is None:
        return new
    stated = {*old.designs, *new.designs} - {Design.NOT_STATED}
    return old.model_copy(
        update={
            "phase": old.phase or new.phase,
            "designs": tuple(sorted(stated)) or (Design.NOT_STATED,),
            "pivotal": old.pivotal or new.pivotal,
            "disease": old.disease or new.disease,
            "product": old.product or new.product,
        }
    )


def _mark_uncontrolled(story: Story, trials: tuple[Trial, ...]) -> tuple[Trial, ...]:
    """Number the trials; `uncontrolled` said of the cohorts belongs to the trial they came from."""
    numbered = tuple(trial.model_copy(update={"id": f"t{n}"}) for n, trial in enumerate(trials, 1))
    said = any(_DESIGNS[4][1].search(passage.evidence.text) for passage in story.passages)
    if not said or not numbered or Design.RANDOMISED in numbered[0].designs:
        return numbered
    first = numbered[0]
    designs = {*first.designs, Design.UNCONTROLLED} - {Design.NOT_STATED}
    return (first.model_copy(update={"designs": tuple(sorted(designs))}), *numbered[1:])


def find_cohorts(story: Story) -> tuple[Cohort, ...]:
    """Groups of patients with a printed size: `6 evaluable patients`, a `25-patient` cohort."""
    facts = index_facts(story.source)
    found: dict[tuple[str, str], Cohort] = {}
    for passage in story.passages:
        for index in find_mentions(story.source, passage.evidence.span):
            figure = story.source.figures[index]
            if figure.kind is not Kind.COUNT or index not in facts or figure.is_range:
                continue
            start = figure.span.end
            match = _GROUP.match(story.text[start : start + 80])
            if not match:
                continue
            label = re.sub(r"\s+", " ", match[1]).strip(" -")
            fact = facts[index].id
            found.setdefault(
                (fact, label),
                _read_cohort(story, figure.span.start, start + match.end(), label, fact),
            )
    return tuple(
        cohort.model_copy(update={"id": f"g{n}"}) for n, cohort in enumerate(found.values(), 1)
    )


def _read_cohort(story: Story, start: int, end: int, label: str, fact: str) -> Cohort:
    before = story.text[max(0, start - 40) : start].lower()
    words = f"{before} {label.lower()}"
    evaluable = "evaluable" in label.lower()
    enrolled = not evaluable and bool(re.search(r"enrol|randomi[sz]ed|recruit", words))
    return Cohort(
        id="",
        label=label,
        is_subgroup=bool(re.search(r"\b(?:subgroup|subset)\b", words)),
        evaluable=fact if evaluable else "",
        enrolled=fact if enrolled else "",
        treated=fact if not evaluable and not enrolled and "treated" in words else "",
        evidence=(quote(story.source, start, end),),
    )


def find_cuts(story: Story) -> tuple[DataCut, ...]:
    """The looks at the data that the article names."""
    ordered = bool(_ORDER.search(story.text))
    found: dict[str, DataCut] = {}
    for passage in story.passages:
        for match in _CUT.finditer(passage.evidence.text):
            label = re.sub(r"\s+", " ", match[0])
            key = re.sub(
                r"\b(?:updated|planned|data|dataset|abstract|"
                r"presentation)\b",
                "",
                label.lower(),
            ).strip()
            if key in found:
                continue
            start = passage.evidence.span.start
            found[key] = DataCut(
                id=f"c{len(found) + 1}",
                label=label,
                interim=bool(re.search(r"interim|futility", label, re.IGNORECASE)),
                futility="futility" in label.lower(),
                order_known=ordered,
                evidence=(quote(story.source, start + match.start(), start + match.end()),),
            )
    return tuple(found.values())
