"""Sets as judged in, the tables of docs/accuracy.md out: each function is one table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from evals.accuracy_about import AboutMissed, AboutSet
from evals.accuracy_cells import (
    NOTHING,
    percent,
    render_balanced,
    render_interval,
    render_rate,
    render_table,
)
from evals.accuracy_judge import Judged
from evals.accuracy_rates import (
    count_faults,
    count_missed,
    count_rate,
    is_flagged,
    is_noticed,
    lacks_number,
    measure_checker,
    measure_figures,
    measure_kinds,
    precision,
)

SHARES_WRONG = (Decimal("0.02"), Decimal("0.05"), Decimal("0.10"))
"""Shares of drafts that are wrong, for what an alarm is worth."""

SENTENCE_AXES = frozenset({"reason"})
"""Kinds that are told one by one in a table of their own."""


class JudgedSet(NamedTuple):
    """A set with what is said of it and every text as judged."""

    about: AboutSet
    rows: Sequence[Judged]


def tabulate_headline(sets: Sequence[JudgedSet]) -> str:
    """Sizes and balanced accuracy, ours and the baseline's."""
    rows = []
    for one in sets:
        ours, theirs = (measure_checker(one.rows, t) for t in (is_flagged, lacks_number))
        documents = len({row.pair.document for row in one.rows})
        sizes = [ours.caught.share.of, ours.flagged.share.of, ours.other.share.of, documents]
        balanced = [render_balanced(m.balanced, m.interval) for m in (ours, theirs)]
        rows.append([one.about.title, *map(str, sizes), f"**{balanced[0]}**", balanced[1]])
    head = ["set", "wrong in a figure", "faithful", "wrong elsewhere", "documents"]
    return render_table([*head, "balanced accuracy", "presence only"], rows)


def tabulate_rates(sets: Sequence[JudgedSet]) -> str:
    """What is caught and falsely flagged, ours above the baseline's."""
    rows = []
    for one in sets:
        for name, test in (("evenbrief", is_flagged), ("presence only", lacks_number)):
            m = measure_checker(one.rows, test)
            title = one.about.title if test is is_flagged else ""
            rows.append([title, name, *map(render_rate, (m.caught, m.flagged, m.other))])
    head = ["set", "checker", "wrong ones caught", "faithful ones flagged", "other errors caught"]
    return render_table(head, rows)


def tabulate_noticed(sets: Sequence[JudgedSet]) -> str:
    """The same if a look were an alarm."""
    rows = []
    for one in sets:
        m = measure_checker(one.rows, is_noticed)
        cells = [render_balanced(m.balanced, m.interval), *map(render_rate, (m.caught, m.flagged))]
        rows.append([one.about.title, *cells])
    head = ["set", "balanced accuracy", "wrong ones flagged or *look*"]
    return render_table([*head, "faithful ones flagged or *look*"], rows)


def tabulate_precision(sets: Sequence[JudgedSet]) -> str:
    """What share of alarms is right, by how many drafts are wrong."""
    rows = []
    for one in sets:
        measured = measure_checker(one.rows, is_flagged)
        cells = []
        for wrong in SHARES_WRONG:
            value, interval = precision(measured, wrong)
            shown = f"{percent(value)}% {render_interval(interval)}" if interval else NOTHING
            cells.append(shown if value is not None else NOTHING)
        rows.append([one.about.title, *cells])
    return render_table(["set", *(f"{100 * w:.0f}% wrong" for w in SHARES_WRONG)], rows)


def tabulate_figures(sets: Sequence[JudgedSet]) -> str:
    """False errors, labelled figures and unclear verdicts, per figure; a percent is per hundred."""
    rows = []
    for one in sets:
        m = measure_figures(one.rows)
        labelled = map(render_rate, (m.right, m.beside, m.wrong, m.unclear))
        rows.append([one.about.title, render_rate(m.failed), str(m.claims), *labelled])
    head = ["set", "figures of faithful texts that fail", "claims that fail there"]
    head += ["labelled right, in faithful texts, fail", "labelled right, in wrong texts, fail"]
    head += ["labelled wrong, fail", "unclear"]
    return render_table(head, rows)


def tabulate_kinds(sets: Sequence[JudgedSet]) -> str:
    """A table for each set that has kinds, under its name."""
    head = ["by", "kind", "wrong ones caught", "faithful ones flagged", "other errors caught"]
    parts = []
    for one in sets:
        kinds = [k for k in measure_kinds(one.rows) if k.axis not in SENTENCE_AXES]
        rows = [[k.axis, k.kind, *map(render_rate, (k.caught, k.flagged, k.other))] for k in kinds]
        if rows:
            parts.append(f"### {one.about.title}\n\n{render_table(head, rows)}")
    return "\n\n".join(parts)


def tabulate_missed(sets: Sequence[JudgedSet], about: Sequence[AboutMissed]) -> str:
    """How many texts are missed for each reason, set by set."""
    counts = [count_missed(one.rows) for one in sets]
    rows = [
        [f"`{reason.id}`", *(str(count[reason.id] or NOTHING) for count in counts)]
        for reason in about
    ]
    wrong = [sum(row.pair.is_figure_error for row in one.rows) for one in sets]
    totals = ["all missed", *(f"{c.total()}/{of}" for c, of in zip(counts, wrong, strict=True))]
    return render_table(["passed as", *(one.about.title for one in sets)], [*rows, totals])


def tabulate_classes(about: Sequence[AboutMissed]) -> str:
    """What each reason means and what would have had to notice."""
    rows = [[f"`{reason.id}`", reason.says, reason.needs] for reason in about]
    return render_table(
        ["passed as", "what the checker saw", "what would have had to notice"], rows
    )


def tabulate_faults(sets: Sequence[JudgedSet]) -> str:
    """How many errors there are against faithful texts, by rule and kind, set by set."""
    counts = [count_faults(one.rows) for one in sets]
    totals: Counter[tuple[str, str]] = sum(counts, Counter())
    keys = sorted(totals, key=lambda key: (-totals[key], key))
    rows = [
        [f"`{rule}`", kind, *(str(count[rule, kind] or NOTHING) for count in counts)]
        for rule, kind in keys
    ]
    last = [
        ["all errors", "", *(str(count.total()) for count in counts)],
        ["texts flagged", "", *(_flagged_of(one.rows) for one in sets)],
    ]
    return render_table(["rule", "of", *(one.about.title for one in sets)], [*rows, *last])


def _flagged_of(rows: Sequence[Judged]) -> str:
    return f"{len(find_denied(rows))}/{sum(row.pair.is_faithful for row in rows)}"


def tabulate_denied(sets: Sequence[JudgedSet]) -> str:
    """How many of the faithful texts that are flagged print a number the source does not print."""
    rows = []
    for one in sets:
        denied = find_denied(one.rows)
        if denied:
            rate = count_rate((row, row.lacks_number, 1) for row in denied)
            faithful = [row for row in one.rows if row.pair.is_faithful]
            lacking = [row for row in faithful if row.lacks_number]
            both = count_rate((row, row.is_flagged, 1) for row in lacking)
            rows.append([one.about.title, render_rate(rate), render_rate(both)])
    head = ["set", "of the flagged, print such a number"]
    return render_table([*head, "of those that print one, flagged"], rows)


def find_denied(rows: Iterable[Judged]) -> tuple[Judged, ...]:
    """The faithful texts that are flagged."""
    return tuple(row for row in rows if row.pair.is_faithful and row.is_flagged)


def list_denied(sets: Sequence[JudgedSet]) -> str:
    """Faithful texts that are flagged, by id, with the rules that fail."""
    parts = []
    for one in sets:
        ids = [f"`{row.pair.id}` {_rules(row)}" for row in find_denied(one.rows)]
        parts += [_listed(one.about.title, ids)] if ids else []
    return "\n\n".join(parts)


def list_missed(sets: Sequence[JudgedSet]) -> str:
    """Wrong texts that pass, by id, with the reason."""
    parts = []
    for one in sets:
        ids = [f"`{row.pair.id}` {row.missed.value}" for row in one.rows if row.missed]
        parts += [_listed(one.about.title, ids)] if ids else []
    return "\n\n".join(parts)


def _listed(title: str, ids: Sequence[str]) -> str:
    return f"**{title}** ({len(ids)}): {'; '.join(ids)}."


def _rules(row: Judged) -> str:
    return ", ".join(sorted({fault.rule for fault in row.faults}))


def tabulate_reasons(rows: Sequence[Judged]) -> str:
    """The goldens' wrong sentences by the reason given, those that pass first."""
    groups: dict[str, list[Judged]] = {}
    for row in rows:
        for axis, reason in row.pair.kinds:
            if axis == "reason":
                groups.setdefault(reason, []).append(row)
    counted = [
        (sum(r.is_flagged for r in group), sum(r.is_noticed for r in group), len(group), reason)
        for reason, group in groups.items()
    ]
    counted.sort(key=lambda line: (line[0] / line[2], line[1] / line[2], line[3]))
    return render_table(
        ["why the sentence is wrong", "caught", "caught or *look*"],
        [[reason, f"{hits}/{of}", f"{noticed}/{of}"] for hits, noticed, of, reason in counted],
    )


def list_escaped(rows: Sequence[Judged]) -> str:
    """The goldens' wrong sentences that pass: ours, so their words may stand here."""
    lines = [f"- `{row.missed.value}` {row.pair.text}" for row in rows if row.missed]
    return "\n".join(lines) or "None."
