"""Thousands of articles: nothing lost, nothing paid twice.

Read in this order: `documents` (inputs to articles, one at a time), `plan` (what a result depends
on, and its key), `work` (one article to its briefs), `worker` and `crew` (many at once, in
processes of their own that ask one client), `run` (the whole, with its journal), `result` (briefs
as the journal keeps them), `outputs` (the journal to files). A batch is a loop around
`pipeline.summarise`; what is durable lives in `pipeline.store.journal`.
"""
