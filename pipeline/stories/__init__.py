"""How a page's lines become stories: blocks, labels, boundaries, sections, opinion, kind.

`pipeline/split.py` is the door; each file here holds one of its steps. The rules are plain
sentences about the shape and the words of a line, so that they hold for a page nobody has seen.
"""
