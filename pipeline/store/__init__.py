"""The one database of evenbrief: a SQLite file that keeps what was paid for.

Read in this order: `keys` (what an answer depends on), `answers` (take and keep), `database` (the
file: one writer at a time, durable at each commit), `migrate` (its versions), `failures` (what can
go wrong with a file, in words), `place` (where it lies). SQLAlchemy is loaded here and nowhere
else.
"""
