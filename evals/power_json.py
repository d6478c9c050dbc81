"""Mutation testing of the checker for programs. In: the tables. Out: one JSON object, a line each.

Shares are given as counts, `caught` of `of`, never as a rate alone; ends of intervals are strings
of four decimals, Wilson's or by articles drawn again. Of benign edits `caught` counts false alarms.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from evals.operators import BENIGN, read_operators
from evals.power_table import PowerTable, Row
from schemas.power import Tried

FORM = "evenbrief.power/1"


def render_power_json(table: PowerTable) -> str:
    """Every table, every survivor, every false alarm."""
    entries = {entry.name: entry for entry in read_operators().operators}
    return (
        json.dumps(
            {
                "schema": FORM,
                "groups": [
                    {
                        **_row("group", group.row),
                        "at_most" if group.row.names == (BENIGN,) else "at_least": str(
                            group.target
                        ),
                        "met": group.is_met,
                    }
                    for group in table.groups
                ],
                "operators": [
                    {
                        **_row("operator", row),
                        "group": entries[row.names[0]].group,
                        "errors": entries[row.names[0]].errors,
                    }
                    for row in table.operators
                ],
                "kinds": _rows("kind", table.kinds),
                "cells": [{**_row("operator", row), "kind": row.names[1]} for row in table.cells],
                "edits": _rows("edit", table.edits),
                "survivors": [_tried(tried) for tried in table.survivors],
                "false_alarms": [_tried(tried) for tried in table.alarms],
                "sentences": table.sentences,
                "unsound": table.unsound,
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _rows(title: str, rows: Sequence[Row]) -> list[Mapping[str, object]]:
    return [_row(title, row) for row in rows]


def _row(title: str, row: Row) -> dict[str, object]:
    """A row with its name under a title, its counts and its interval."""
    ends = [str(end.quantize(Decimal("0.0001"))) for end in row.interval or ()]
    return {
        title: row.names[0],
        "caught": row.share.hits,
        "of": row.share.of,
        "only_warned": row.warned,
        "interval95": ends or None,
    }


def _tried(tried: Tried) -> dict[str, object]:
    return tried.model_dump(mode="json", exclude={"failed", "is_benign"})
