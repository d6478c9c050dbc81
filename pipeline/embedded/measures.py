"""How measures sort and read: a benefit or a harm, and what a sentence calls it.

In: a role's measure key. Out: its sort, or the words to print for it. Keys are those of
`pipeline.figures.lexicon.MEASURES`.
"""

from pipeline.figures.lexicon import MEASURES

BENEFITS = frozenset(
    [
        *("orr", "cr", "pr", "sd", "dcr", "dor", "pfs", "os", "efs", "dfs", "rfs", "mrd"),
        *("relapse", "weight", "hba1c", "ldl"),
        *("remission", "endoscopic improvement", "histologic improvement"),
    ]
)
HARMS = frozenset(
    [
        *("crs", "icans", "neurotoxicity", "gvhd", "infection", "neutropenia", "anaemia"),
        *("thrombocytopenia", "nausea", "vomiting", "diarrhoea", "headache", "fatigue", "rash"),
        *("dlt", "sae", "teae", "ae", "discontinuation", "death", "hospitalisation"),
    ]
)
FEWEST = 5
"""A lone fraction of fewer (`2/3 of tumours`) is a share of something, not of patients."""
SURROGATES = frozenset(["mrd", "hba1c", "ldl"])

_LABELS = {
    "orr": "overall response rate",
    "cr": "complete response rate",
    "pr": "partial response rate",
    "dcr": "disease control rate",
    "dor": "duration of response",
    "pfs": "progression-free survival",
    "os": "overall survival",
    "efs": "event-free survival",
    "dfs": "disease-free survival",
    "rfs": "relapse-free survival",
    "mrd": "MRD negativity",
    "crs": "CRS",
    "icans": "ICANS",
    "gvhd": "GvHD",
    "sae": "serious adverse events",
    "ae": "adverse events",
    "teae": "treatment-emergent adverse events",
    "dlt": "dose-limiting toxicities",
    "death": "deaths",
    "hospitalisation": "hospitalisations",
    "discontinuation": "discontinuations",
    "hba1c": "HbA1c",
    "ldl": "LDL cholesterol",
}


def name_measure(key: str, text: str) -> str:
    """What to call a measure: the words the article uses, where it uses the plain ones.

    Example: `orr` is `objective response rate` in an article that says so, else `ORR` or the usual.
    """
    if key == "orr":
        for words in ("overall response rate", "objective response rate", "response rate"):
            if words in text.lower():
                return words
        return "ORR"
    if key in _LABELS and _LABELS[key].lower() in text.lower():
        return _LABELS[key]
    if key in MEASURES and key.upper() in text:
        return key.upper()
    return _LABELS.get(key, key)
