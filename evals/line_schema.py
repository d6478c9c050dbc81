"""The JSON Schema of a run's lines, kept in `docs/eval-run.schema.json`. In: nothing; out: text.

`python -m evals.line_schema > docs/eval-run.schema.json` writes it anew; a test says when to.
"""

import json
from typing import Annotated

from pydantic import Field, TypeAdapter

from schemas.eval import CaseRecord, RunFooter, RunHeader

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_LINE: TypeAdapter[RunHeader | CaseRecord | RunFooter] = TypeAdapter(
    Annotated[RunHeader | CaseRecord | RunFooter, Field(discriminator="record")]
)


def line_schema() -> str:
    """JSON Schema 2020-12 of one line of `evenbrief.eval/1`, as it is written."""
    schema = _LINE.json_schema(by_alias=True, mode="serialization")
    title = "One line of an eval's run, evenbrief.eval/1: a header, cases, a footer"
    return json.dumps({"$schema": DIALECT, "title": title, **schema}, indent=2) + "\n"


if __name__ == "__main__":
    print(line_schema(), end="")
