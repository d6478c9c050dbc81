"""Prompt templates, as package data. The embedded engine needs none; README.md says how one is changed."""
