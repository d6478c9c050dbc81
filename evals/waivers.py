"""What a person lets pass for a while. In: a TOML file and a date; out: waivers, or a sentence.

    [[waiver]]
    case = "orvane-one#s1"
    sort = "figure"                # figure, forbidden, errored, abstained or measure
    text = "52%"                   # as the gate prints it; for a measure its name, and no case
    name = "Anna Example"
    reason = "The label is in dispute; see golden/disputes.md."
    expires = 2026-12-31

Nothing is waived in silence: each that is used is printed with name and reason, one that is used no
more is told, and one that has run out is an error.
"""

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from schemas.errors import EvalError
from schemas.gate import Slip, SoftTest, Sort, Waived

_ENDINGS = {Sort.ERRORED, Sort.ABSTAINED}


def read_waivers(path: Path, today: date) -> tuple[Waived, ...]:
    """The waivers of a file; raises EvalError where one is not in its form or has run out."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EvalError(f"{path}: cannot be read ({error}); give waivers as TOML") from error
    rows = table.get("waiver", [])
    if set(table) - {"waiver"} or not isinstance(rows, list):
        raise EvalError(f"{path}: holds {sorted(table)}; write each waiver under [[waiver]]")
    return tuple(_read(row, f"{path}: waiver {n}", today) for n, row in enumerate(rows, 1))


def _read(row: object, place: str, today: date) -> Waived:
    fields = dict(row) if isinstance(row, dict) else {}
    expires = fields.get("expires")
    if type(expires) is not date:
        raise EvalError(f"{place}: expires is {expires!r}; write a date, such as 2026-12-31")
    try:
        waived = Waived.model_validate({**fields, "expires": expires.isoformat()})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise EvalError(f"{place}: {name}: {first['msg']}; see docs/gate.md") from error
    if bool(waived.case) is (waived.sort == "measure"):
        raise EvalError(f"{place}: case is {waived.case!r}; a slip needs one, a measure has none")
    if expires < today:
        raise EvalError(
            f"{place}: what {waived.name} let pass ({waived.case or waived.text}: {waived.reason}) "
            f"ran out on {expires}; mend the fault, or have it waived anew"
        )
    return waived


def find_waiver(of: Slip | SoftTest, waivers: Iterable[Waived]) -> Waived | None:
    """The waiver that covers a slip or a measure; `None` for none."""
    for waiver in waivers:
        if isinstance(of, SoftTest):
            if waiver.sort == "measure" and waiver.text == of.measure:
                return waiver
        elif (waiver.case, waiver.sort) == (of.case, of.sort) and (
            of.sort in _ENDINGS or _same(waiver.text, of.text)
        ):
            return waiver
    return None


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def tell_unused(waivers: Sequence[Waived], used: Sequence[Waived]) -> tuple[str, ...]:
    """Waivers that covered nothing, each in a sentence."""
    return tuple(
        f"the waiver of {waiver.name} for {waiver.case or waiver.text} covers nothing any more; "
        "delete it"
        for waiver in waivers
        if waiver not in used
    )
