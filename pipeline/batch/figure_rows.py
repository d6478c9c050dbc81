"""A brief beside its article in, its figures as flat rows out: for an analyst's table.

A row is one figure that the article reports (all mentions of it in one role are one row), or one
figure of the brief's own text with the verdict on it. What a text does not tell is null.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from pipeline.show.briefed import Briefed
from pipeline.show.unbriefed import Unbriefed, figures_of
from pipeline.worked import counted_mention, main_mention
from schemas.article import Metadata, Stated
from schemas.figure import Figure, Kind
from schemas.source import Fact, Role, Source, number_sentences
from schemas.text import Span
from schemas.verdict import FigureCheck

Cell = str | int | float | bool | date | None
Cells = Mapping[str, Cell]
"""A row by its columns; one that is missing is null."""


class Type(StrEnum):
    """What a column holds, as Arrow calls it."""

    STRING = "string"
    INT32 = "int32"
    INT64 = "int64"
    DOUBLE = "float64"
    BOOL = "bool"
    DATE = "date32"


class Column(NamedTuple):
    """One column of the table."""

    name: str
    type: Type
    meaning: str


COLUMNS = (
    Column("input", Type.STRING, "the article's input, as in `briefs.jsonl`"),
    Column("position", Type.INT64, "of the article among all inputs, from 0"),
    Column("story", Type.INT32, "of the article's page, from 1; null where none was told apart"),
    Column("article_id", Type.STRING, "the story's id, as in its brief"),
    Column("headline", Type.STRING, "of the article"),
    Column("article_kind", Type.STRING, "`clinical`, `outlook`, `market`, `analysis`, …"),
    Column("companies", Type.STRING, "those that the story names, between them `; `"),
    Column("tickers", Type.STRING, "those that the page prints, between them `; `"),
    Column("publisher", Type.STRING, "as the page says"),
    Column("published", Type.STRING, "as the page says, ISO 8601"),
    Column("found_in", Type.STRING, "`article` or `brief`"),
    Column("text", Type.STRING, "the figure as printed there"),
    Column("kind", Type.STRING, "`percent`, `count`, `money`, `duration`, `ratio`, `date`, …"),
    Column("low", Type.STRING, "its value in plain units, as digits; of a range the lower"),
    Column("high", Type.STRING, "the upper of a range; else as `low`"),
    Column("low_value", Type.DOUBLE, "`low` as a number to calculate with"),
    Column("high_value", Type.DOUBLE, "`high` as a number to calculate with"),
    Column("step", Type.STRING, "the size of its last printed digit: `0.1` of 42.8"),
    Column("unit", Type.STRING, "`%`, `pp`, `USD`, `month`, `mg`, `patient`, …"),
    Column("part", Type.DOUBLE, "n of n/N, printed so or beside the percentage"),
    Column("whole", Type.DOUBLE, "N of n/N"),
    Column("share", Type.DOUBLE, "100 · `part` / `whole`"),
    Column("first_date", Type.DATE, "the first day that a date may mean: of mid-2027 1 April"),
    Column("last_date", Type.DATE, "the last day that it may mean"),
    Column("confidence_level", Type.DOUBLE, "of an interval, in percent"),
    Column("hedge", Type.STRING, "`approximately`, `up to`, …, as printed"),
    Column("is_approximate", Type.BOOL, "does the hedge make it one?"),
    Column("bound", Type.STRING, "`=`, `<`, `<=`, `>`, `>=`, `nearly`"),
    Column("measure", Type.STRING, "what it measures: `orr`, `median dor`, `volume`, …"),
    Column("statistic", Type.STRING, "`median`, `mean`, `range`, …"),
    Column("grade", Type.STRING, "`any`, `1-2`, `>=3`"),
    Column("population", Type.STRING, "of whom"),
    Column("arm", Type.STRING, "`treatment`, `control`, or the arm's name"),
    Column("comparator", Type.STRING, "where it is a comparator's own figure: which"),
    Column("product", Type.STRING, "whose"),
    Column("data_cut", Type.STRING, "the look at the data: `asco 2026`, `interim futility`"),
    Column("time_point", Type.STRING, "`week 24`, `12 months`"),
    Column("direction", Type.STRING, "`up`, `down`, `above`, `below`"),
    Column("status", Type.STRING, "`reported`, `company`, `expected` or `unverified`"),
    Column("fact", Type.STRING, "the fact's id in `briefs.jsonl`; of a brief's figure, what it is"),
    Column("mentions", Type.INT32, "how often the article prints it in this role"),
    Column("in_brief", Type.BOOL, "of an article's figure: does one of the brief rest on it?"),
    Column("verdict", Type.STRING, "of a brief's figure: `exact`, `rounded`, `derived`, …"),
    Column("severity", Type.STRING, "of a brief's figure: `error`, `warn`, `note`, `none`"),
    Column("rule", Type.STRING, "of a brief's figure: `EB_EXACT`, …, see `docs/rules.md`"),
    Column("sentence", Type.STRING, "the sentence that it stands in"),
    Column("start", Type.INT64, "its first character there: of the page's text, or the brief's"),
    Column("stop", Type.INT64, "behind its last"),
    Column("source_start", Type.INT64, "its first character in the page's text, or that of what a "
           "brief's figure rests on"),
    Column("source_stop", Type.INT64, "behind its last"),
)  # fmt: skip


def brief_rows(one: Briefed) -> Iterator[Cells]:
    """The figures of the article, then those of the brief's text, each in reading order."""
    brief, source = one.brief, one.brief.source
    story: Cells = {
        "story": one.number,
        "article_id": brief.article_id,
        "headline": brief.record.headline or None,
        "article_kind": brief.record.kind.value,
        "companies": "; ".join(brief.record.companies) or None,
        "tickers": "; ".join(brief.record.tickers) or None,
        **_said(one.said),
    }
    places = {source.figures[index].span: fact for fact in source.facts for index in fact.mentions}
    rests = [_find_fact(check, places) for check in brief.report.checks]
    told = {fact.id for fact in rests if fact}
    sentences = _Sentences(source)
    for fact in source.facts:
        around = sentences.of(main_mention(fact, source).span)
        yield {
            **story, **_fact_cells(fact, source), "in_brief": fact.id in told, "sentence": around
        }  # fmt: skip
    printed = [Span(start=0, end=len(brief.headline))] if brief.headline else []
    base = len(brief.headline) + 1
    printed += [Span(start=s.span.start + base, end=s.span.end + base) for s in brief.sentences]
    for check, rest in zip(brief.report.checks, rests, strict=True):
        within = next((p.cut(brief.text) for p in printed if p.covers(check.figure.span)), None)
        yield {**story, **_check_cells(check, rest, source), "sentence": within}


def unbriefed_rows(one: Unbriefed) -> Iterator[Cells]:
    """The figures of an article without a brief; of their roles nothing is known."""
    figures, _ = figures_of(one)
    page: Cells = {"article_id": one.id, "headline": one.page.title or None}
    for figure in figures:
        span = figure.span
        yield {
            **page, **_said(one.page.metadata), **_figure_cells(figure), "found_in": "article",
            "source_start": span.start, "source_stop": span.end,
        }  # fmt: skip


class _Sentences:
    """The sentences of a source, found by place; it holds where they start."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def of(self, span: Span) -> str | None:
        """The sentence around a span, on one line."""
        if not self._source.sentences:
            return None
        (number,) = number_sentences(self._source.sentences, [span.start])
        words = self._source.sentences[number].cut(self._source.text)
        return " ".join(words.split())


def _said(metadata: Metadata) -> Cells:
    return {"publisher": _value(metadata.publisher), "published": _value(metadata.published)}


def _value(stated: Stated | None) -> str | None:
    return stated.value if stated else None


def _fact_cells(fact: Fact, source: Source) -> Cells:
    figure = main_mention(fact, source)
    return {
        **_figure_cells(figure, counted_mention(fact, source)),
        **_role_cells(fact.role),
        "found_in": "article",
        "hedge": fact.hedge or None,
        "fact": fact.id,
        "mentions": len(fact.mentions),
        "source_start": figure.span.start,
        "source_stop": figure.span.end,
    }


def _find_fact(check: FigureCheck, places: Mapping[Span, Fact]) -> Fact | None:
    """The fact that a figure of the brief rests on first; evidence may be a part of a mention."""
    if not check.evidence:
        return None
    span = check.evidence[0].span
    return places.get(span) or next((f for s, f in places.items() if s.overlaps(span)), None)


def _check_cells(check: FigureCheck, fact: Fact | None, source: Source) -> Cells:
    """A figure of the brief: the verdict, and the role of the fact that it rests on."""
    place = check.evidence[0].span if check.evidence else None
    return {
        **_figure_cells(check.figure, counted_mention(fact, source) if fact else None),
        **(_role_cells(fact.role) if fact else {}),
        "source_start": place.start if place else None,
        "source_stop": place.end if place else None,
        "found_in": "brief",
        "fact": fact.id if fact else None,
        "verdict": check.verdict.value,
        "severity": check.severity.value,
        "rule": check.rule,
    }


def _figure_cells(figure: Figure, counted: Figure | None = None) -> Cells:
    """What is printed; `counted` is the n of N beside it."""
    values = () if figure.kind is Kind.PROPORTION and figure.whole is not None else figure.values
    low, high = (min(values), max(values)) if values else (None, None)
    n_of = counted or figure
    return {
        "text": figure.text,
        "kind": figure.kind.value,
        "low": _digits(low),
        "high": _digits(high),
        "low_value": _number(low),
        "high_value": _number(high),
        "step": _digits(figure.step) if values else None,
        "unit": figure.unit or None,
        "part": _number(n_of.part),
        "whole": _number(n_of.whole),
        "share": _share(n_of.part, n_of.whole),
        "first_date": figure.first,
        "last_date": figure.last,
        "confidence_level": _number(figure.level),
        "hedge": figure.hedge or None,
        "is_approximate": figure.approximate,
        "bound": figure.bound.value,
        "start": figure.span.start,
        "stop": figure.span.end,
    }


def _role_cells(role: Role) -> Cells:
    return {
        "measure": role.measure or None,
        "statistic": role.statistic or None,
        "grade": role.grade or None,
        "population": role.population or None,
        "arm": role.arm or None,
        "comparator": role.comparator or None,
        "product": role.product or None,
        "data_cut": role.cut or None,
        "time_point": role.time or None,
        "direction": role.direction or None,
        "status": role.status.name.lower(),
    }


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _share(part: Decimal | None, whole: Decimal | None) -> float | None:
    """In percent; `None` where there are not both, or of nothing."""
    return float(part * 100 / whole) if part is not None and whole else None
