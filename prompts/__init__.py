"""Prompt templates, as package data. None is in use yet: the embedded engine needs no prompt."""
