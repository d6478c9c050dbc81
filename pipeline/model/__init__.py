"""The engine with a model: prompts go out, structured answers come back, and code writes figures.

Read in this order: `engine` (the three verbs), `ask` (how a question is put), `client` (the one
file that talks to the SDKs), `extract`, `draft`, `references` (what a model may write in place of
a figure). Nothing here judges a figure; that is the checker's, for every engine alike.
"""
