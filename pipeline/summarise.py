"""The straight line from an article to a checked, balanced brief; start reading here.

In: a page, one of its stories, an engine and a length. Out: a `Brief`, which cannot be built
without the reports on it. What an engine wrote is checked, revised at most twice, then withheld.
"""

from typing import NamedTuple

from pipeline.balance.cautions import choose_cautions
from pipeline.balance.gates import find_unfit
from pipeline.balance.harms_told import find_untold_harms
from pipeline.balance.instructions import find_orders, find_templates, leave_out, shorten
from pipeline.balance.table import PUBLISH, weigh
from pipeline.calculate import calculate
from pipeline.copying import WARN_ABOVE, measure_copying
from pipeline.engine import Engine
from pipeline.figures.arithmetic import check_source
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from pipeline.figures.sentences import split_sentences
from pipeline.figures.today import find_today
from pipeline.figures.wrapped import unwrap
from pipeline.render import Rendered, find_faulty, render
from pipeline.split import told_text
from schemas.article import Article, Page, SegmentKind
from schemas.balance import BalanceReport
from schemas.base import Value
from schemas.brief import Brief, Copying, Notes, Provenance
from schemas.call import Call, ModelError
from schemas.draft import Draft, Refusal
from schemas.event import Event, Stage, Tell, say_nothing
from schemas.record import Conflict, Record
from schemas.source import Source
from schemas.verdict import FigureReport
from schemas.version import VERSION

REVISIONS = 2
"""How often an engine may try again before what is wrong is taken out."""


class Judged(Value):
    """A draft in print, with what the checker and the balance table say of it."""

    draft: Draft
    rendered: Rendered
    report: FigureReport
    balance: BalanceReport
    attempts: int = 1
    withheld: tuple[str, ...] = ()


class Trail(Value):
    """How a brief came about: who wrote it, its first draft, what was asked and refused."""

    engine: str
    first_draft: str = ""
    calls: tuple[Call, ...] = ()
    refused: tuple[Refusal, ...] = ()
    failed: str = ""
    orders: tuple[str, ...] = ()
    """Sentences of the article that give orders, or are templates."""
    disclosures: tuple[str, ...] = ()
    """What the page discloses beside the story: holdings, funding, that it was paid for."""


class _Revised(NamedTuple):
    """The best draft, with all that was asked and refused on the way to it."""

    judged: Judged
    calls: tuple[Call, ...]
    refused: tuple[Refusal, ...]
    failed: str


async def summarise(
    page: Page, article: Article, engine: Engine, length: int, tell: Tell = say_nothing
) -> Brief:
    """A checked brief of one story, of at most `length` words of text.

    The brief always comes: where a sentence cannot be supported it is withheld and named in the
    provenance, and where a gate fails the balance report says so. Only where a model cannot be
    asked for the record or the first draft does its ModelError go on to whoever called.
    """
    tell(Event(stage=Stage.READING, story=article.id))
    source = read_story(page, article)
    tell(Event(stage=Stage.EXTRACTING, story=article.id))
    record = await engine.extract(page, article, source)
    tell(Event(stage=Stage.DRAFTING, story=article.id, calls=record.calls))
    draft = await engine.draft(record, source, length)
    tell(Event(stage=Stage.CHECKING, story=article.id, calls=draft.calls))
    first = judge(draft, record, source)
    revised = await _revise(first, record, source, engine, tell)
    sound = withhold(revised.judged, record, source)
    final = withhold_failed(sound, record, source)
    trail = Trail(
        engine=engine.name,
        first_draft=first.rendered.text,
        calls=(*record.calls, *revised.calls),
        refused=revised.refused,
        failed=revised.failed,
        orders=_list_orders(page, article),
        disclosures=_list_disclosures(page, article),
    )
    tell(Event(stage=Stage.DONE, story=article.id))
    return _build(page, record, source, final, trail)


async def _revise(
    judged: Judged, record: Record, source: Source, engine: Engine, tell: Tell
) -> _Revised:
    """The best of the draft and its revisions; a model that fails here leaves the best so far."""
    calls, refused = judged.draft.calls, judged.draft.refused
    for attempt in range(2, REVISIONS + 2):
        if judged.report.ok and judged.balance.ok:
            break
        tell(Event(stage=Stage.REVISING, story=record.article_id, attempt=attempt))
        try:
            draft = await engine.revise(judged.draft, record, source, judged.report, judged.balance)
        except ModelError as error:
            spent = (error.call,) if error.call else ()
            return _Revised(judged, (*calls, *spent), refused, str(error))
        calls, refused = (*calls, *draft.calls), (*refused, *draft.refused)
        tell(
            Event(stage=Stage.CHECKING, story=record.article_id, attempt=attempt, calls=draft.calls)
        )
        again = judged if draft == judged.draft else judge(draft, record, source)
        better = again if _faults(again) <= _faults(judged) else judged
        judged = better.model_copy(update={"attempts": attempt})
    return _Revised(judged, calls, refused, "")


def _faults(judged: Judged) -> tuple[int, int]:
    """How wrong a draft is: sentences with errors first, then gates that fail."""
    return (
        len(find_faulty(judged.rendered, judged.report)),
        len(judged.balance.failed_gates),
    )


def read_story(page: Page, article: Article) -> Source:
    """The story's own words with its sentiment widget, read once; offsets are into the page.

    What gives orders to whoever summarises is no part of the story, no more than an advertisement:
    no figure of it is a fact, no word of it bears a sentence out, and no model is shown it.
    """
    text = told_text(page, article)
    today = find_today(page.text)
    source = read_source(text, page.id, today, page.tables)
    orders = find_orders(source.text, source.sentences)
    if not orders:
        return source
    return read_source(leave_out(text, orders), page.id, today, page.tables)


def _list_orders(page: Page, article: Article) -> tuple[str, ...]:
    """Sentences of the story that give orders or are templates, as they stand there."""
    text = told_text(page, article)
    sentences = split_sentences(unwrap(text))
    places = {*find_orders(text, sentences), *find_templates(text, sentences)}
    return tuple(place.cut(text) for place in sorted(places, key=lambda place: place.start))


def _list_disclosures(page: Page, article: Article) -> tuple[str, ...]:
    """What is disclosed of interests, each once, in the order of the page."""
    found = (
        " ".join(segment.span.cut(page.text).split())
        for segment in article.segments
        if segment.kind is SegmentKind.DISCLOSURE
    )
    return tuple(dict.fromkeys(found))


def judge(draft: Draft, record: Record, source: Source) -> Judged:
    """The draft in print, checked against its source and weighed against its record."""
    rendered = render(draft, source)
    report = check_against(read_figures(rendered.text), (source,))
    balance = weigh(rendered.headline, rendered.sentences, record, source, report)
    return Judged(draft=draft, rendered=rendered, report=report, balance=balance)


_PLAINEST = "What the article reports"
"""The headline over a text that may not be printed."""


def withhold(judged: Judged, record: Record, source: Source) -> Judged:
    """Take out the sentences that still hold an error or may not be printed, until none does.

    A faulty headline gives way to the plainest one. Each round takes out a sentence or ends.
    """
    withheld: list[str] = []
    while faulty := _find_faulty(judged, source):
        headline = judged.draft.headline
        headline = _plainer(headline) if -1 in faulty else headline
        kept = [item for at, item in enumerate(judged.draft.sentences) if at not in faulty]
        if len(kept) == len(judged.draft.sentences) and headline == judged.draft.headline:
            break
        withheld += [judged.rendered.sentences[at].text for at in sorted(faulty) if at >= 0]
        if headline != judged.draft.headline:
            withheld.append(judged.rendered.headline)
        fresh = judge(
            judged.draft.model_copy(update={"headline": headline, "sentences": tuple(kept)}),
            record,
            source,
        )
        judged = fresh.model_copy(update={"attempts": judged.attempts})
    return judged.model_copy(update={"withheld": tuple(withheld)})


def _plainer(headline: str) -> str:
    """A headline that says less: of what the article reports; in the end not even that."""
    if headline.startswith(_PLAINEST):
        return _PLAINEST
    return f"{_PLAINEST} on {headline.split(':')[0]}"


def _find_faulty(judged: Judged, source: Source) -> frozenset[int]:
    """Indexes of the sentences that must go; -1 is the headline."""
    texts = (judged.rendered.headline, *(item.text for item in judged.rendered.sentences))
    unfit = {at for at, text in enumerate(texts, -1) if find_unfit(text, source)}
    return find_faulty(judged.rendered, judged.report) | unfit


def withhold_failed(judged: Judged, record: Record, source: Source) -> Judged:
    """Take out the sentences for which a gate fails; where none alone is to blame, the whole text.

    A gate blocks publication: what it blocks is not printed, and the report says which gate it was.
    """
    withheld = list(judged.withheld)
    while judged.balance.failed_gates and judged.draft.sentences:
        better = _without_one(judged, record, source)
        if better is None:
            break
        at, fresh = better
        withheld.append(judged.rendered.sentences[at].text)
        judged = fresh.model_copy(update={"attempts": judged.attempts})
    if not judged.balance.failed_gates or not judged.draft.sentences:
        return judged.model_copy(update={"withheld": tuple(withheld)})
    withheld += [sentence.text for sentence in judged.rendered.sentences]
    empty = judged.draft.model_copy(update={"headline": _PLAINEST, "sentences": ()})
    bare = judge(empty, record, source)
    return bare.model_copy(
        update={
            "attempts": judged.attempts,
            "withheld": tuple(withheld),
            "balance": judged.balance,
        }
    )


def _without_one(judged: Judged, record: Record, source: Source) -> tuple[int, Judged] | None:
    """The draft without the first sentence whose loss lets fewer gates fail; `None` for none."""
    failing = len(judged.balance.failed_gates)
    for at in range(len(judged.draft.sentences)):
        kept = judged.draft.sentences[:at] + judged.draft.sentences[at + 1 :]
        if not kept:
            return None
        fresh = judge(judged.draft.model_copy(update={"sentences": kept}), record, source)
        if fresh.report.ok and len(fresh.balance.failed_gates) < failing:
            return at, fresh
    return None


def _build(page: Page, record: Record, source: Source, judged: Judged, trail: Trail) -> Brief:
    """The one place where a draft becomes a brief."""
    notes = check_source(source)
    report = judged.report.model_copy(update={"source_notes": notes})
    copying = measure_copying(judged.rendered.summary, source.text)
    return Brief(
        article_id=record.article_id,
        headline=judged.rendered.headline,
        summary=judged.rendered.summary,
        sentences=judged.rendered.sentences,
        report=report,
        record=record,
        notes=_notes(record, source, judged, copying, trail),
        balance=judged.balance,
        copying=copying,
        provenance=Provenance(
            source_name=page.id,
            source_sha256=page.sha256,
            engine=trail.engine,
            figures_engine=report.engine,
            version=VERSION,
            attempts=judged.attempts,
            withheld=judged.withheld,
            first_draft=trail.first_draft,
            calls=trail.calls,
            refused=trail.refused,
            failed=trail.failed,
        ),
        source=source,
    )


def _notes(record: Record, source: Source, judged: Judged, copying: Copying, trail: Trail) -> Notes:
    """What the editor should know and the reader need not."""
    warnings = []
    if not source.figures:
        warnings.append("The article holds no figures.")
    if not judged.rendered.sentences and not judged.withheld:
        warnings.append("No sentence of the article could be briefed.")
    if not judged.rendered.sentences and judged.balance.failed_gates:
        gate = judged.balance.failed_gates[0]
        warnings.append(f"The text is withheld, because gate {gate.id} fails: {gate.reason}")
    elif judged.withheld:
        warnings.append(f"Sentences withheld as unsupported: {len(judged.withheld)}.")
    warnings += _of_model(trail)
    if trail.orders:
        warnings.append(
            "The article gives orders to its reader or to a program, or holds a template; not "
            f"followed and left out: {'; '.join(f'“{shorten(text)}”' for text in trail.orders)}."
        )
    warnings += [f"The page discloses: “{shorten(text)}”." for text in trail.disclosures]
    untold = find_untold_harms(judged.rendered.sentences, record, source, judged.report)
    if untold and judged.rendered.sentences:
        warnings.append(f"Harms of the article that the text leaves out: {'; '.join(untold)}.")
    score = judged.balance.score
    if score is not None and score < PUBLISH and judged.rendered.sentences:
        warnings.append(f"Balance score {score}, under {PUBLISH}: read again before sending.")
    if copying.longest_run > WARN_ABOVE:
        run = copying.longest_run
        warnings.append(f"{run} words in a row stand so in the article; reword before printing.")
    return Notes(
        gaps=record.gaps,
        conflicts=_distinct(record.conflicts),
        cautions=tuple(caution.text for caution in choose_cautions(record, source)),
        calculations=calculate(record, source),
        warnings=tuple(warnings),
    )


def _of_model(trail: Trail) -> list[str]:
    """What went wrong with the model, where one was asked."""
    failed = [f"The model could not be asked for a revision: {trail.failed}"]
    refused = [f"Sentences of the model refused: {len(trail.refused)}."]
    return failed * bool(trail.failed) + refused * bool(trail.refused)


def _distinct(conflicts: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    """Each contradiction once."""
    return tuple({conflict.text: conflict for conflict in conflicts}.values())
