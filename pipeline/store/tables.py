"""The tables as they are now; `migrate` brings an older file to them."""

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

VERSION = Table(
    "evenbrief_version",
    METADATA,
    Column("version", Integer, nullable=False),
)
"""One row: which of the migrations were run. Its name also says whose file this is."""

ANSWERS = Table(
    "answers",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("inputs", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("answered", Text, nullable=False),
    Column("tokens_prompt", Integer, nullable=False),
    Column("tokens_cached", Integer, nullable=False),
    Column("tokens_completion", Integer, nullable=False),
    Column("tokens_reasoning", Integer, nullable=False),
    Column("cost", Text),
    Column("seconds", Float, nullable=False),
    Column("stored_at", Text, nullable=False),
)
"""One row an answer. `raw` is UTF-8 in bytes, because a server may send half a surrogate pair;
`cost` is a decimal in digits, or NULL where it is not known; `stored_at` is UTC in ISO 8601."""
