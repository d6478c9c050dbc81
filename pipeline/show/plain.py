"""Values in, plain JSON values out: decimals as strings of digits, dates as ISO, enums as words."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias, cast

from pydantic import BaseModel

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | bool | None"
"""What JSON can hold, without floats."""

_AS_IT_IS = frozenset({str, int, bool, type(None)})
"""Types of which most values are, so they are asked for first; an enum is none of them."""


def plain(value: Any) -> Json:
    """The same value in JSON's own types; a decimal never turns into a float or into `1E+6`."""
    if type(value) in _AS_IT_IS:
        return cast("Json", value)
    if isinstance(value, BaseModel):
        return plain(value.model_dump())
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"no JSON form for {value!r}; a figure is a Decimal, never a float")


def to_json(value: Json) -> str:
    """An indented document, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def to_line(value: Json) -> str:
    """The value on one line, for JSON lines."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
