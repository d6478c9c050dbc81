"""The sorts of a disease that words name, each by its common name.

In: the words of a sentence; out: `bladder cancer` for `urothelial carcinoma`, in reading order.
"""

import re
from collections.abc import Iterator

from pipeline.figures import word_lists

_KINDS = word_lists.words("diseases", "kinds")
_DISEASE = re.compile(rf"\b((?:[\w-]+[ -]){{1,2}}?)({'|'.join(_KINDS)})\b", re.I)
_NOT_A_SORT = frozenset(word_lists.words("diseases", "no_sort"))
_NO_SORT_BEHIND = frozenset(word_lists.words("diseases", "sort_unsaid"))
"""Words that, right before a disease, leave its sort unsaid."""
_DISEASES = tuple(re.split(r"\w?[^\w-]", kind)[0] for kind in _KINDS)
"""What a sentence must hold that names a disease; asked first, since it is much cheaper."""
_COMMON = word_lists.spelled("diseases", "common_names")
"""The common name of a disease by its learned one."""


_SORTS = frozenset(word_lists.words("diseases", "sorts"))


def find_diseases(words: str) -> Iterator[str]:
    """`lung cancer`; a level (`high tumours`) or a share (`half of tumours`) is no sort of it.

    Only known sorts: in `clears cancer` and `unresponsive tumours` another word stands before it.
    """
    names = (name for name, _, _ in find_disease_places(words))
    return (name for name in names if name.partition(" ")[0] in _SORTS)


def find_disease_places(words: str) -> Iterator[tuple[str, int, int]]:
    """The same, each with where it stands in the words."""
    low = words.lower()
    for m in _DISEASE.finditer(words) if any(map(low.__contains__, _DISEASES)) else ():
        before = re.split(r"[ -]", m[1].lower().strip())
        if before[-1] in _NO_SORT_BEHIND:
            continue
        sorts = [w for w in before if w not in _NOT_A_SORT and w.isalpha() and len(w) > 2]
        if sorts and sorts[-1] != "cell":
            sort, kind = sorts[-1], m[2].lower()
            yield f"{_COMMON.get(sort, sort)} {_COMMON.get(kind, kind)}", m.start(), m.end()
