"""The engine without a model: rules that fill the record and write the brief from it."""
