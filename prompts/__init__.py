"""Prompt templates, as package data; README.md says how one is changed.

The embedded engine needs none.
"""
