"""As much of JSON Schema 2020-12 as a schema of pydantic's uses; an unknown keyword is an error."""

from collections.abc import Iterator, Mapping
from typing import Any

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
SILENT = {"$schema", "$defs", "title", "description", "default", "discriminator"}


def faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[str]:
    """What of the value the schema forbids."""
    for keyword, rule in schema.items():
        if keyword in {"properties", "required", "additionalProperties"}:
            yield from _members(keyword, value, schema, root)
        elif keyword in {"$ref", "items", "anyOf", "oneOf"}:
            yield from _nested(keyword, rule, value, root)
        elif keyword not in SILENT and not _holds(keyword, rule, value):
            yield f"{value!r} against {keyword} {rule!r}"


def _holds(keyword: str, rule: Any, value: Any) -> bool:
    if keyword == "const":
        return bool(value == rule)
    if keyword == "enum":
        return value in rule
    assert keyword == "type", f"this schema uses {keyword!r}, which nobody checks here"
    if rule == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, TYPES[rule])


def _nested(keyword: str, rule: Any, value: Any, root: Mapping[str, Any]) -> Iterator[str]:
    if keyword == "$ref":
        yield from faults(value, root["$defs"][rule.rsplit("/", 1)[1]], root)
    elif keyword == "items":
        for item in value if isinstance(value, list) else ():
            yield from faults(item, rule, root)
    else:
        fitting = sum(not list(faults(value, one, root)) for one in rule)
        if not fitting or (keyword == "oneOf" and fitting > 1):
            yield f"{str(value)[:80]} fits {fitting} of {keyword}"


def _members(
    keyword: str, value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]
) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    known = schema.get("properties", {})
    if keyword == "required":
        yield from (f"{name} is missing" for name in schema[keyword] if name not in value)
    for name, member in value.items():
        if keyword == "properties" and name in known:
            yield from faults(member, known[name], root)
        elif keyword == "additionalProperties" and name not in known:
            if schema[keyword] is False:
                yield f"{name} is not known"
            elif isinstance(schema[keyword], dict):
                yield from faults(member, schema[keyword], root)
