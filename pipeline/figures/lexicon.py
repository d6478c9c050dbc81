"""The field's words for what a figure can say and of whom: how they are written to what they mean.

Sources: the endpoint definitions of FDA 2018 and CONSORT for Abstracts, ASTCT and CTCAE terms for
harms, and market terms as financial wires use them; read 2026-11-21.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.figures.units import one_of

MEASURES: dict[str, tuple[str, ...]] = {
    "orr": ("orr", "overall response rates?", "objective response rates?", "overall response",
            "objective responses?", "response rates?", "responded", "responders?"),
    "cr": ("cr", "cr rates?", "complete responses?", "complete response rates?",
           "complete remissions?", "complete metabolic responses?",
           r"complete(?= ?[,;).]| and \d)"),
    "pr": ("pr", "partial responses?", "partial remissions?", r"partial(?= ?[,;).]| and \d)"),
    "sd": ("stable disease",),
    "dcr": ("dcr", "disease control rates?", "disease control"),
    "dor": ("dor", "mdor", "duration of response"),
    "pfs": ("pfs", "progression-free(?: survival)?"),
    "os": ("overall survival", "mos", "median survival", "alive", "survived"),
    "efs": ("efs", "event-free(?: survival)?"),
    "dfs": ("dfs", "disease-free(?: survival)?"),
    "rfs": ("rfs", "relapse-free(?: survival)?", "recurrence-free(?: survival)?"),
    "mrd": ("mrd[- ]negativ\\w+", "mrd", "minimal residual disease", "measurable residual disease"),
    "crs": ("crs", "cytokine release syndrome"),
    "icans": ("icans", "immune effector cell-associated neurotoxicity(?: syndrome)?"),
    "neurotoxicity": ("neurotoxicity",),
    "gvhd": ("gvhd", "graft-versus-host disease"),
    "infection": ("infections?",),
    "neutropenia": ("neutropenia",),
    "thrombocytopenia": ("thrombocytopenia",),
    "anaemia": ("anaemia", "anemia"),
    "nausea": ("nausea",),
    "vomiting": ("vomiting",),
    "diarrhoea": ("diarrh?oea", "diarrhea"),
    "headache": ("headaches?",),
    "fatigue": ("fatigue",),
    "rash": ("rash",),
    "dlt": ("dose-limiting toxicit\\w+", "dlts?"),
    "sae": ("serious adverse events?", "saes?", "serious adverse reactions?"),
    "teae": ("treatment-emergent adverse events?", "teaes?"),
    "ae": ("adverse events?", "aes", "side[- ]effects?", "adverse reactions?"),
    "discontinuation": ("discontinu\\w+", "withdrawals?", "dropped out", "stopped treatment"),
    "death": ("deaths?", "died", "mortality", "fatalit\\w+", "killed"),
    "hospitalisation": ("hospitali[sz]ations?", "hospitali[sz]ed"),
    "relapse": ("relapses?", "relapsed", "recurrences?"),
    "weight": ("weight loss", "body weight", "lost weight"),
    "hba1c": ("hba1c", "a1c"),
    "ldl": ("ldl", "ldl-c", "ldl cholesterol"),
    "remission": ("clinical remissions?", "remissions?", "remission rates?"),
    "endoscopic improvement": ("endoscopic (?:improvement|response|healing)",),
    "histologic improvement": ("histologic(?:al)? (?:improvement|response|healing)",),
    "seizure": ("seizures?",),
    "stroke": ("strokes?",),
    "heart attack": ("heart attacks?", "myocardial infarctions?"),
    "bleeding": ("bleeding", "bleeds", "haemorrhages?", "hemorrhages?"),
    "fracture": ("fractures?",),
    "pneumonitis": ("pneumonitis",),
    "myocarditis": ("myocarditis",),
    "hypoglycaemia": ("hypoglyc\\w+",),
    "liver enzymes": ("liver enzymes?", "transaminases?", "alt elevations?"),
    "liver failure": ("liver (?:failure|injury)",),
    "refractory": ("primary refractory", "refractory disease"),
    "prior lines": ("prior lines?", "prior therap\\w+", "previous lines?", "earlier lines?",
                    "prior regimens?", "earlier regimens?", "previous therap\\w+"),
    "enrolled": ("enroll?(?:ed|ing|s|ment)", "accrual", "recruited"),
    "randomised": ("randomi[sz]ed", "randomly assigned"),
    "evaluable": ("evaluable",),
    "volume": ("volumes?", "shares traded", "changed hands"),
    "price": ("clos(?:ed|ing) at", "close of", "share price", "stock price", "trading at",
              "traded at", "price target", "opened at"),
    "short interest": ("held short", "sold short", "short interest", "public float", "float"),
    "loss": ("paper losses", "paper loss", "losses", "net loss", "loss"),
    "revenue": ("revenues?", "sales", "turnover"),
    "profit": ("profits?", "earnings", "net income", "ebitda"),
    "cash": ("cash and equivalents", "cash, cash equivalents", "cash position", "in cash", "cash"),
    "runway": ("runway",),
    "market value": ("market capitali[sz]ation", "market cap", "market value", "valuation"),
    "dividend": ("dividends?",),
    "jobs": ("jobs?", "staff departures", "departures", "layoffs?", "redundanc\\w+"),
    "sentiment": ("sentiment score", "sentiment"),
}  # fmt: skip

ARMS: dict[str, tuple[str, ...]] = {
    "control": ("placebo", "controls?", "control (?:arm|group)", "observation", "comparator",
                "standard[- ]of[- ]care", "usual care", "sham"),
    "treatment": ("treatment (?:arm|group)", "experimental (?:arm|group)", "active (?:arm|group)",
                  "intervention(?: (?:arm|group))?", "study drug"),
}  # fmt: skip

COMPARATORS: dict[str, tuple[str, ...]] = {
    "historical": ("historical\\w*", "benchmarks?", "historic"),
    "standard": ("standard treatments?", "standard therap\\w+", "standard of care",
                 "existing treatment"),
    "average": ("averages?", "average daily volume"),
}  # fmt: skip

WHOLE = (
    r"(?:full|aggregate|broader|overall|entire|whole|total|mixed(?:-malignancy)?|all-comers?|"
    r"combined|intent(?:ion)?-to-treat|itt)"
)
_GROUP = r"(?:cohort|population|group|dataset|patients)"
_PART = r"(?:patients|subset|subgroup|cohort|population|participants|tumou?rs|disease|cases)"
_PEOPLE = r"(?:patients|participants|people|subset|subgroup|women|men|children|adults)"
POPULATION = re.compile(
    rf"\b(?:(?P<whole>{WHOLE}\b(?! response| survival)[ -](?:\d+-patient )?(?:[\w-]+ ){{0,2}}?"
    rf"{_GROUP}\b"
    r"|(?:aggregate|overall) (?:cohort )?(?:rate|figure|icans|crs)\b"
    r"|\d+-patient\b(?: [\w-]+){0,2} cohort|itt\b)"
    rf"|(?P<sub>[a-z0-9][\w+/-]{{1,24}}+)(?: {_PART}\b|(?<=-specific))"
    rf"|{_PEOPLE} (?:with|who had|whose) (?P<with>[\w/-]+(?: [\w/-]+){{0,2}}))"
)
GROUPS = frozenset(
    "specific patient patients subset subgroup cohort population participants tumors tumours "
    "disease cases people women men children adults aggregate overall itt dataset group".split()
)
"""Words without one of which `POPULATION` cannot match; asked first, since it is much cheaper."""
COMMON_SUBS = frozenset([
    "of", "the", "in", "evaluable", "all", "treated", "these", "those", "most", "many", "such",
    "other", "some", "enrolled", "eligible", "more", "new", "that", "older", "younger", "full",
    "small", "and", "for", "with", "cancer", "early", "study", "trial", "both", "its", "their",
    "pretreated", "infused", "dosed", "randomised", "randomized", "residual", "progressive",
    "stable", "future", "single", "individual", "fewer", "additional", "first", "second", "third",
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
])  # fmt: skip

_LOOK = r"(?:analysis|analyses|look|readout|read-out|data ?set|data cut|results?|update)"
_SLICE = r"(?:cut|cut-?off|snapshot|data ?set|read-?out|reading)"
CUTS = {"": (
    *(f"{kind} {_LOOK}" for kind in (
        "interim futility", "futility", "interim", "primary", "final", "updated", "pre-?specified",
        "top-?line")),
    *(f"{kind} (?:data )?{_SLICE}" for kind in (
        "separately reported", "separate", "earlier", "later", "second", "first", "updated",
        "latest", "previous", "prior", "initial")),
)}  # fmt: skip
TIMES = {"": (
    *(rf"{word} (?:week|month|day|year) \d+" for word in ("at", "by", "after", "through", "to")),
    r"at (?:\d+|six|nine|twelve|three) (?:weeks?|months?|days?|years?)",
    r"\d+-(?:week|month|year)(?= (?:\w+ (?:rate|survival)|rate|survival|pfs|os\b|efs))",
)}  # fmt: skip
_NAMES_A_GROUP = r"(?!-| (?:dos(?:e|es|ing)|arm|group|cohort)\b)"
"""`the lower dose`, `higher-risk patients`: no change."""
DIRECTIONS: dict[str, tuple[str, ...]] = {
    "up": (r"ros(?:e|en)", "rises?", "rising", "up", "gain(?:ed|s)?", r"increas\w+", r"jump\w*",
           r"surg\w+", "grew", "growth", r"climb\w*", rf"higher{_NAMES_A_GROUP}",
           r"improv\w+", r"soar\w*"),
    "down": (r"fell", "fall(?:en|s|ing)?", "down", r"drop\w*", r"declin\w+", r"decreas\w+",
             "lost", r"slump\w*", rf"lower{_NAMES_A_GROUP}", r"plung\w+", "slid", r"reduc\w+",
             "shrank", "cut"),
    "above": ("above",),
    "below": ("below",),
}  # fmt: skip
STATISTICS = {"": ("median", "mean", "average", "geometric mean", "interquartile range", "range")}

_PRODUCT_STEMS = (
    "leucel|autocel|mab|tinib|ciclib|parib|rafenib|gliptin|"
    "gliflozin|glutide|patide|siran|[^t]vir|parvovec|repvec|reorep|gene|statin|sartan|platin|taxel|"
    "citinib|lisib|degib|clax|zomib|rsen|tide|limus|cept|grel|xaban|ceptor|kinra|imod|dopa"
)
PRODUCT = re.compile(
    rf"\b(?:[a-z]+(?:-[a-z]+)*-cel|[a-z]{{3,}}(?:{_PRODUCT_STEMS})|[a-z]{{2,6}}-\d{{2,5}}[a-z]?)\b"
)
"""Names by the stems of the WHO's INN book, and company codes such as `abc-123`."""
PRODUCT_PART = re.compile(rf"{one_of(_PRODUCT_STEMS.replace('[^t]', '').split('|'))}|-cel|-[0-9]")
"""What any words must hold that name a `PRODUCT`, or begin with its name: `alomabs`."""
PRODUCT_ENDS = frozenset(
    "cel mab nib lib rib tin zin ide ran vir vec rep ene tan xel sib gib lax mib sen mus ept rel "
    "ban tor nra mod opa".split()
)
"""The last three letters of every stem in `PRODUCT`; other words need not be looked at."""
PRODUCT_END = re.compile(rf"{one_of(PRODUCT_ENDS)}(?!\w)|-[0-9]")
"""What a text must hold to match `PRODUCT`; asked first, since it is much cheaper."""

NOT_PRODUCTS = frozenset([
    "gene", "scene", "hygiene", "oxygene", "peptide", "nucleotide", "phase-1", "covid-19",
    "type-2", "kerosene", "antigene", "except", "accept", "concept", "intercept", "generic",
    "pd-1", "sars-cov-2", "polypeptide", "statin", "mid-20", "pre-20", "tide", "riptide",
    "untide",
])  # fmt: skip

UNVERIFIED = re.compile(
    r"\bunverified\b|\bunconfirmed\b|\bunsubstantiated\b|\brumou?red\b"
    r"|\bnot (?:yet )?(?:been )?(?:independently )?(?:confirmed|verified|corroborated)\b"
    r"|\bcould not be (?:independently )?(?:verified|confirmed|checked)\b"
    r"|\b(?:would|could|did|has|have|had) not (?:be )?(?:independently )?(?:confirm|verif|check)\w*"
    r"|\bdeclined to (?:confirm|verify)|\b(?:nobody|no one|none)\b[^.;]{0,60}\b(?:confirm|verif)"
    r"|\bnot (?:been )?able to (?:independently )?(?:confirm|verify)"
    r"|\b(?:was|were) not (?:independently )?checked\b"
    r"|\bindependent(?:ly)? (?:confirmation|verification) (?:is|was) (?:lacking|not)"
)
DOUBTS = ("onfirm", "check", "verif", "rumo", "corroborat", "substantiat")
"""Letters without which `UNVERIFIED` cannot match; asked first, since they are much cheaper."""
EXPECTED = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|plans?|planned|planning|will|should|would|"
    r"(?<!in )(?<!by )(?<!of )(?<!on )(?<!since )(?<!until )(?<!\d )may(?! \d)|might|could|aims?|"
    r"anticipat\w+|guid(?:ance|es)|project(?:s|ed)?|forecasts?|targets?|intends?|scheduled|"
    r"on track|potential(?:ly)?|estimated|estimates?(?! (?:was|were))|likely|hop(?:es?|ing)|if|"
    r"aiming|set (?:itself|themselves)|(?:is|are) due(?! to)|foresees?|foreseen|predict(?:s|ed)?|"
    r"assumes?|assumed|possibl[ey]|depends?|subject to|provided|unless|due in|would-be|outlook)\b"
)
POSSIBLE = re.compile(r"\b(?:could|might|can|(?<!in )may(?! \d))\b")
COMPANY_SAID = re.compile(
    r"\b(?:company|management|chief executive|ceo|firm) "
    r"(?:said|says|reported|announced|stated|noted|expects|continues)"
)


HARMS = frozenset({
    "death", "sae", "crs", "icans", "neurotoxicity", "gvhd", "dlt", "stroke", "heart attack",
    "bleeding", "fracture", "pneumonitis", "myocarditis", "liver failure", "seizure",
})  # fmt: skip
"""Measures that no summary may make up."""


def names_measure(low: str, measure: str) -> bool:
    """Does a lower-case text name a measure of `MEASURES` by any of its terms?"""
    terms = "|".join(MEASURES.get(measure, ()))
    return bool(terms) and re.search(rf"\b(?:{terms})(?!\w)", low) is not None


class Terms(NamedTuple):
    """A table of terms as one pattern, to be matched where a word begins."""

    pattern: re.Pattern[str]
    keys: tuple[str, ...]
    """The key of each group of the pattern, in order; empty where the words found are the key."""
    begins: frozenset[str]
    """The first three letters that a term can begin with; all of a shorter word, `0` for digits."""


def compile_terms(table: Mapping[str, tuple[str, ...]]) -> Terms:
    """One pattern for a table of terms, to be matched where a word begins; they end words too.

    Raises:
        ValueError: If a term's first word is neither spelt out nor begins with three letters.
    """
    branches = [
        "(" + "|".join(sorted(terms, key=len, reverse=True)) + ")" for terms in table.values()
    ]
    begins = frozenset(_begin(term) for terms in table.values() for term in terms)
    return Terms(re.compile(rf"(?:{'|'.join(branches)})(?!\w)"), tuple(table), begins)


_SPELT = re.compile(r"[a-z0-9]{3}(?![?*])|[a-z0-9]+(?=[ -]|$)")


def _begin(term: str) -> str:
    if term.startswith(r"\d"):
        return "0"
    m = _SPELT.match(term)
    if m is None:
        raise ValueError(f"lexicon: term {term!r} must begin with a word or three letters of one")
    return m[0]
