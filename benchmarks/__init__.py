"""Time and memory of evenbrief; see README.md. Not part of the wheel."""
