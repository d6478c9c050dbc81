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

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("began_at", Text, nullable=False),
    Column("ended_at", Text),
)
"""One row a start of a batch; `plan` is what all its keys have in common, as canonical JSON."""

ITEMS = Table(
    "items",
    METADATA,
    Column("run", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", String(64), nullable=False),
    Column("fault", Text, nullable=False),
)
"""One row an article of a run's inputs, in their order."""

TASKS = Table(
    "tasks",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("state", Text, nullable=False),
    Column("result", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ending", Text, nullable=False),
    Column("spent", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Column("ended_at", Text, nullable=False),
)
"""One row an article that came to an end, whichever run brought it there."""

QUESTIONS = Table(
    "questions",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("inputs", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("worst", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("job", Integer),
    Column("ending", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
"""One row a question that is answered in a batch of the provider's; `body` is the request as
compressed JSON, `size` its bytes uncompressed, `worst` dollars in digits."""

JOBS = Table(
    "jobs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("token", Text, nullable=False, unique=True),
    Column("provider", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("began_at", Text, nullable=False),
)
"""One row a batch at the provider; `token` is ours and goes along, `provider` is its own id, empty
until it has been told us."""
