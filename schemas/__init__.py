"""The nouns of the project: frozen pydantic values, no behaviour beyond their own invariants.

Read `text` and `article` (what comes in), `figure` and `source` (what the engine reads), `verdict`
(what it says), `record`, `draft`, `balance` and `brief` (what goes out). Nothing here imports the
pipeline.
"""
