"""The briefs of one article in, bytes for the journal out; and back, so that any form can be made.

What is kept is the brief itself beside its page, not a form of it: another form of the outputs, or
another severity of a rule, needs no brief to be written again.
"""

import json
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.show.briefed import Briefed
from pipeline.show.unbriefed import Unbriefed
from schemas.article import Metadata, Page
from schemas.brief import Brief
from schemas.call import Call
from schemas.checked import NamedText
from schemas.source import Fact, Role
from schemas.text import Span

LEVEL = 3
"""Of compression: a third of the time of the usual 6 for a tenth more bytes."""


class Result(NamedTuple):
    """What came of one article."""

    briefed: tuple[Briefed, ...] = ()
    unbriefed: tuple[Unbriefed, ...] = ()


def pack(result: Result) -> bytes:
    """The result as bytes, about an eighth of its JSON."""
    document = {
        "briefed": [
            {
                "brief": one.brief.model_dump_json(),
                "source": one.source.model_dump_json(),
                "number": one.number,
                "of": one.of,
                "said": one.said.model_dump_json(),
            }
            for one in result.briefed
        ],
        "unbriefed": [
            {
                "page": one.page.model_dump_json(),
                "id": one.id,
                "why": one.why,
                "shown": one.shown and [one.shown.start, one.shown.end],
                "engine": one.engine,
                "calls": [call.model_dump_json() for call in one.calls],
            }
            for one in result.unbriefed
        ],
    }
    return zlib.compress(json.dumps(document).encode("ascii"), LEVEL)


def unpack(packed: bytes, name: str) -> Result:
    """The result again, its pages under the name that the article has now."""
    if not packed:
        return Result()
    document = json.loads(zlib.decompress(packed))
    return Result(
        tuple(
            Briefed(
                _restore(Brief.model_validate_json(one["brief"])),
                NamedText.model_validate_json(one["source"]).model_copy(update={"name": name}),
                one["number"],
                one["of"],
                Metadata.model_validate_json(one["said"]),
            )
            for one in document["briefed"]
        ),
        tuple(
            Unbriefed(
                Page.model_validate_json(one["page"]),
                one["id"],
                one["why"],
                _span(one["shown"]),
                one["engine"],
                tuple(Call.model_validate_json(call) for call in one["calls"]),
            )
            for one in document["unbriefed"]
        ),
    )


def _restore(brief: Brief) -> Brief:
    """The brief with its source's roles and facts as values; a reader leaves them unread."""
    source = brief.source.model_copy(
        update={
            "roles": tuple(map(Role.model_validate, brief.source.roles)),
            "facts": tuple(map(Fact.model_validate, brief.source.facts)),
        }
    )
    return brief.model_copy(update={"source": source})


def _span(shown: Sequence[int] | None) -> Span | None:
    return None if shown is None else Span(start=shown[0], end=shown[1])
