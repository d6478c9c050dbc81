"""Two texts in, the old one turned into the new one out, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\n|[^\s]+[^\S\n]*|[^\S\n]+")


class Edit(NamedTuple):
    """A stretch of words: in both texts, in the old one only or in the new one only."""

    sort: str
    """`same`, `del` or `ins`."""
    text: str


def find_edits(old: str, new: str) -> tuple[Edit, ...]:
    """Every word of both texts once; the `del` and `same` stretches are the old text."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    edits: list[Edit] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            edits.append(Edit("same", "".join(before[i:j])))
            continue
        edits += [Edit("del", "".join(before[i:j]))] if i < j else []
        edits += [Edit("ins", "".join(after[k:m]))] if k < m else []
    return tuple(edits)
