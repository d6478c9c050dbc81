"""The sorts of a disease that words name, each by its common name.

In: the words of a sentence; out: `bladder cancer` for `urothelial carcinoma`, in reading order.
"""

import re
from collections.abc import Iterator

_DISEASE = re.compile(
    r"\b((?:[\w-]+[ -]){1,2}?)(cancer|tumou?rs?|lymphoma|leuk(?:a)?emia|carcinoma|melanoma|myeloma"
    r"|sarcoma|glioma|blastoma|colitis|arthritis|dermatitis|nephritis|hepatitis|diabetes|asthma)\b",
    re.I,
)
_NOT_A_SORT = frozenset(
    "the a an of in with for and or other any all solid advanced metastatic recurrent refractory "
    "relapsed progressive her his their this that type treating against from to "
    "unresectable chronic acute severe mild moderate active early late stage established known new "
    "newly diagnosed untreated previously adult paediatric pediatric childhood had have has having "
    "whose who were was is are after before during without people patients own".split()
)
_NO_SORT_BEHIND = frozenset(
    "of in with for and or from to by on than no not without high low positive negative large "
    "small any all the a an their his her this that these those".split()
)
"""Words that, right before a disease, leave its sort unsaid."""
_DISEASES = (
    "cancer", "tumo", "lymphoma", "leuk", "carcinoma", "melanoma", "myeloma", "sarcoma", "glioma",
    "blastoma", "itis", "diabetes", "asthma",
)  # fmt: skip
"""What a sentence must hold that names a disease; asked first, since it is much cheaper."""


_COMMON = {
    "urothelial": "bladder", "renal": "kidney", "colorectal": "bowel", "colon": "bowel",
    "hepatocellular": "liver", "hepatic": "liver", "gastric": "stomach", "pulmonary": "lung",
    "endometrial": "womb", "uterine": "womb", "oesophageal": "gullet", "esophageal": "gullet",
    "mammary": "breast", "prostatic": "prostate", "carcinoma": "cancer", "tumour": "cancer",
    "tumor": "cancer", "tumours": "cancer", "tumors": "cancer", "leukaemia": "leukemia",
}  # fmt: skip
"""The common name of a disease by its learned one (NCI Dictionary of Cancer Terms)."""


def find_diseases(words: str) -> Iterator[str]:
    """`lung cancer`; a level (`high tumours`) or a share (`half of tumours`) is no sort of it."""
    return (name for name, _, _ in find_disease_places(words))


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
