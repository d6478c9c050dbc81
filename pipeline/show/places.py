"""Spans of a text in, their places in its original as JSON out: a node, a page and box, a line."""

from collections.abc import Mapping, Sequence

from pipeline.read.trace import Traced, trace
from pipeline.show.plain import Json
from schemas.article import Metadata, Origin, Stated
from schemas.text import Span


def places_of(text: Traced, span: Span) -> list[Json]:
    """Where the characters of a span stand in the original, in reading order.

    Each has `where` and `offset`, and of a PDF `box`, in points; empty for what we wrote ourselves.
    """
    return [_place(one) for one in trace(text, span)]


def _place(origin: Origin) -> Json:
    place: dict[str, Json] = {"where": origin.where, "offset": origin.offset}
    return place | ({"box": [f"{edge:.1f}" for edge in origin.box]} if origin.box else {})


def add_places(found: Json, texts: Mapping[str, Traced]) -> Json:
    """The same document, with `places` beside each span of a source that is at hand."""
    if isinstance(found, Mapping):
        kept = {key: add_places(value, texts) for key, value in found.items()}
        text = texts.get(str(found.get("source_id")))
        start, end = found.get("start"), found.get("end")
        if text is not None and isinstance(start, int) and isinstance(end, int):
            kept["places"] = places_of(text, Span(start=start, end=end))
        return kept
    if isinstance(found, Sequence) and not isinstance(found, str):
        return [add_places(value, texts) for value in found]
    return found


def metadata_document(metadata: Metadata) -> dict[str, Json]:
    """What a page says of itself; what it does not say is null."""
    found: dict[str, Json] = {}
    for name in Metadata.model_fields:
        value = getattr(metadata, name)
        is_one = value is None or isinstance(value, Stated)
        found[name] = _stated(value) if is_one else [_stated(one) for one in value]
    return found


def _stated(stated: Stated | None) -> Json:
    if stated is None:
        return None
    said: dict[str, Json] = {"value": stated.value, "where": stated.where}
    span = stated.span
    return said | ({"start": span.start, "end": span.end} if span else {})
