"""An input to a Page: one text in code points, and where it came from."""
