"""What the article leaves out, leaves open, or says two ways.

In: a story and its record so far. Out: gaps with their weight, open questions, conflicts, spin. A
gap of weight 3 changes how a reader takes the main result, and may be named in the brief itself.
"""

from pipeline.balance.lookup import find_figures_of, is_rate, is_sized, read_shares
from pipeline.embedded.clauses import write_template
from pipeline.embedded.extract_missing import find_missing
from pipeline.embedded.lexicons import QUESTION, QUESTION_TOPICS
from pipeline.embedded.measures import name_measure
from pipeline.embedded.spin import cut_spin
from pipeline.embedded.story import NEWS, Story
from schemas.figure import Kind
from schemas.record import ComparatorKind, Conflict, Gap, OpenQuestion, Record, SpinTag
from schemas.verdict import SourceNote


def find_gaps(story: Story, record: Record) -> tuple[Gap, ...]:
    """Everything a reader of results would ask for and the article does not give."""
    gaps = [
        *_missing_sizes(story, record),
        *_comparator(record),
        *_precision(story, record),
        *_cuts(record),
    ]
    if record.outcomes and not any(trial.phase for trial in record.trials):
        gaps.append(
            Gap(
                field="phase",
                reason="not_reported",
                text="The phase of the trial is not given.",
                weight=1,
            )
        )
    if record.outcomes and not any(f.kind is Kind.DATE for f in story.source.figures):
        gaps.append(
            Gap(
                field="date", reason="not_reported", text="No date is given for the data.", weight=1
            )
        )
    if record.outcomes and not record.safety:
        gaps.append(
            Gap(
                field="safety",
                reason="not_reported",
                text="The article reports no safety data.",
                weight=3,
            )
        )
    known = {gap.field for gap in gaps}
    gaps += [gap for gap in find_missing(story, record) if gap.field not in known]
    return tuple(sorted(gaps, key=lambda gap: -gap.weight))


def _missing_sizes(story: Story, record: Record) -> tuple[Gap, ...]:
    """Rates without a number of patients, one gap for the benefits and one for the harms."""
    gaps = []
    lacking = [
        o for o in record.outcomes if is_rate(story.source, o) and not is_sized(story.source, o)
    ]
    sized = [o for o in record.outcomes if is_sized(story.source, o)]
    known = {value for o in sized for value in read_shares(story.source, o.fact)}
    lacking = [o for o in lacking if not read_shares(story.source, o.fact) & known]
    if lacking:
        whole = len(lacking) == len([o for o in record.outcomes if is_rate(story.source, o)])
        name = name_measure(lacking[0].measure, story.text)
        name = name if name.lower() in story.text.lower() else "rates"
        whole = whole and not record.cohorts
        alone = len(lacking) == len([o for o in record.outcomes if is_rate(story.source, o)])
        text = _say_missing(name if alone else _with_rate(story, lacking[0].fact, name), record)
        gaps.append(
            Gap(
                field="denominator",
                reason="not_reported",
                text=text,
                weight=3 if whole else 2,
                evidence=lacking[0].evidence,
            )
        )
    harms = [
        e
        for e in record.safety
        if e.fact and is_rate(story.source, e) and not is_sized(story.source, e)
    ]
    if harms:
        text = _say_missing(f"{harms[0].term} rate", record)
        gaps.append(
            Gap(
                field="safety_denominator",
                reason="not_reported",
                text=text,
                weight=2,
                evidence=harms[0].evidence,
            )
        )
    return tuple(gaps)


def _with_rate(story: Story, fact: str, name: str) -> str:
    """`55% complete response rate`: which rate it is that lacks its number."""
    rate = next((f for f in find_figures_of(story.source, fact) if f.unit == "%"), None)
    return f"{rate.text} {name}" if rate else name


def _say_missing(name: str, record: Record) -> str:
    """Where some group's size is printed elsewhere, only that it does not stand with the rate."""
    beside = " with it" if record.cohorts else ""
    return f"The number of patients behind the {name} is not given{beside}."


def _comparator(record: Record) -> tuple[Gap, ...]:
    """A comparison with something the article does not name."""
    unnamed = [
        o for o in record.outcomes if o.comparator_kind is ComparatorKind.STANDARD_UNIDENTIFIED
    ]
    if not unnamed:
        return ()
    text = "The standard treatment used for comparison is not identified."
    return (
        Gap(
            field="comparator",
            reason="ambiguous",
            text=text,
            weight=3,
            evidence=unnamed[0].evidence,
        ),
    )


def _precision(story: Story, record: Record) -> tuple[Gap, ...]:
    """No confidence interval, p value or other measure of precision."""
    kinds = {figure.kind for figure in story.source.figures}
    if not record.outcomes or kinds & {Kind.INTERVAL, Kind.P_VALUE}:
        return ()
    text = "No confidence interval is given for any result."
    return (Gap(field="confidence_interval", reason="not_reported", text=text, weight=2),)


def _cuts(record: Record) -> tuple[Gap, ...]:
    """Two results of one measure for one product, and no word on which is later."""
    counted: dict[tuple[str, str], set[str]] = {}
    for outcome in record.outcomes:
        if outcome.status.value < 3:
            counted.setdefault((outcome.measure, outcome.product), set()).add(
                outcome.cut or outcome.fact
            )
    cuts = [cut for cut in record.cuts if not cut.order_known]
    if not cuts or len(cuts) < 2 or not any(len(values) > 1 for values in counted.values()):
        return ()
    text = "The article does not say which of the data cuts is the later one."
    return (
        Gap(field="cut_order", reason="ambiguous", text=text, weight=3, evidence=cuts[0].evidence),
    )


def find_questions(story: Story) -> tuple[OpenQuestion, ...]:
    """What the article itself says is still to be learnt, one question for each topic."""
    found: dict[str, OpenQuestion] = {}
    for passage in story.passages:
        text = passage.evidence.text
        if passage.kind not in NEWS or not QUESTION.search(text):
            continue
        topic = next((topic for topic, pattern in QUESTION_TOPICS if pattern.search(text)), "")
        if topic and topic not in found:
            found[topic] = OpenQuestion(
                topic=topic, text=text, stated_by_source=True, evidence=(passage.evidence,)
            )
    return tuple(found.values())


_FAMILIES = {
    "EB_SOURCE_GRIM": "arithmetic",
    "EB_SOURCE_SUM": "arithmetic",
    "EB_SOURCE_PROPORTION": "arithmetic",
    "EB_SOURCE_ABOVE": "arithmetic",
    "EB_SOURCE_INTERVAL": "arithmetic",
    "EB_SOURCE_ORDER": "arithmetic",
    "EB_SOURCE_POINTS": "unit",
    "EB_SOURCE_HEDGE": "hedge",
}


def to_conflicts(notes: tuple[SourceNote, ...]) -> tuple[Conflict, ...]:
    """The figure engine's notes on the source, as conflicts: both sides shown, none chosen."""
    return tuple(
        Conflict(kind=_FAMILIES.get(note.rule, "value"), text=note.reason, evidence=note.evidence)
        for note in notes
    )


def find_spin(story: Story) -> tuple[SpinTag, ...]:
    """Every phrase that would be cut from the news, with its family."""
    tags: dict[str, SpinTag] = {}
    for passage in story.passages:
        if passage.kind not in NEWS or passage.opinion:
            continue
        for family, phrase in cut_spin(write_template(story.source, passage.evidence.span)).removed:
            tags.setdefault(
                phrase, SpinTag(family=family, phrase=phrase, evidence=(passage.evidence,))
            )
    return tuple(tags.values())
