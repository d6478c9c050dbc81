"""Who and what the story is about: companies, products and printed tickers.

In: a story. Out: names as printed, the most mentioned first. Shapes decide, never a list of names:
a company's suffix or what it does, a drug's stem or what it is called, a ticker's exchange.
"""

import re
from collections import Counter

from pipeline.embedded.lexicons import ACRONYMS
from pipeline.embedded.story import Story
from schemas.figure import IdentifierKind

_SUFFIX = (
    r"Therapeutics|Biotherapeutics|Biotech|Biotechnolog(?:y|ies)|Bio|BioSciences|Biosciences|"
    r"Biopharma|"
    r"Pharma|Pharmaceuticals?|Pharmaceutics|Biologics|Oncology|Medicines?|Genomics|Genetics|"
    r"Immunotherapeutics|"
    r"Sciences|Labs|Laboratories|Health(?:care)?|Medical|Diagnostics|Vaccines|Neurosciences?|"
    r"Group|Holdings|"
    r"Inc|Corp|Corporation|Ltd|Limited|plc|PLC|AG|SA|NV|ASA|AB|GmbH|SE|LLC"
)
_COMPANY = re.compile(rf"\b((?:[A-Z][\w&’'-]*[ ]){{1,3}}(?:{_SUFFIX}))\b\.?")
_ACTS = re.compile(
    r"\b([A-Z][a-z]+(?:[A-Z][a-z]+)?(?: [A-Z][a-z]+)?)(?:’s?|'s?| (?:said|announced|reported"
    r"|plans|"
    r"expects|received|shares|stock|"
    r"has (?:received|submitted|completed|announced|started)|is developing|submitted|priced|"
    r"raised|ended|closed|stops?|paid|called|intends))\b"
)
_DEVELOPED = re.compile(
    r"\b(?:(?:developed|owned|made|sponsored|marketed|sold) by|maker"
    r"|developer) ([A-Z]\w+(?: [A-Z]\w+){0,2})"
)
_NOT_COMPANY = re.compile(
    r"^(?:The|A|An|This|That|These|It|In|On|At|For|Its|Investors|Analysts|Patients|Researchers|"
    r"Shares|Phase|Trial|FDA|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|"
    r"February|March|April|May|June|July|August|September|October|November|December|Data|Study|"
    r"Company|Safety|But|And|If|When|While|Among|Across|Fast|Type|\w+ly|\w+ing|\w+ed|Third|First"
    r"|Second)$"
)

_STEM = re.compile(
    r"\b([A-Za-z]{2,}-cel|(?:[A-Za-z]{2,}-)?[A-Za-z]*[a-z](?:mab|nib|cel|tagene|parib|ciclib|rep"
    r"|vec|tide|siran|"
    r"rsen|stat|zomib|"
    r"limus|platin|taxel|rubicin|gliptin|gliflozin|xaban|pitant|lukast|setron|tinib|fenib|degib|"
    r"lisib|sertib|metinib|clax|toclax|imod|citinib|antel|trigine|azine|dronate|prazole|sartan|"
    r"statin|oxetine|afil|vir|bart|fusp|kinra|cept))\b"
)
_NOT_PRODUCT = re.compile(
    r"^(?:of-concept|gene|excel|cancel|parcel|marcel|rep|stat|cel|tide|vec|kin|skin|napkin|"
    r"pumpkin|accept|"
    r"concept|except|precept|intercept|"
    r"percept|peptide|nucleotide|oligonucleotide|polypeptide|neuropeptide|prep|step|thermostat|"
    r"hygiene|oncogene|transgene|"
    r"imaging|elvir|interleukin|cytokine|bulkin|akin|virtual|antigene|riptide|platelet)s?$",
    re.IGNORECASE,
)
_CODE = re.compile(r"^[A-Z]{2,6}-\d{2,5}[A-Z]?$|^[A-Z]{3,5}-\d$|^[A-Z]{2,5}\d{3,6}[A-Z]?$")
_TARGET = re.compile(
    r"^(?:CD|IL|PD|HER|TNF|MAGE|BCL|EGFR|KRAS|FGFR|CTLA|LAG|TIM|COVID|SARS|MUC|GLP|PCSK|SGLT|JAK"
    r"|TYK|IGF|VEGF|CDK|PARP|BRAF|"
    r"DLL|B)-?\w{1,2}$|^NCT|^COVID"
)
_CALLED = re.compile(
    r"\b([A-Z]?[a-z-]{4,}|[A-Z]{2,6}-?\d{2,5}[A-Z]?)(?: \([^)]{3,60}\))?"
    r"(?:,| is| was) (?:an?|its|the company’s|the company's) (?:[\w/’'-]+ ){0,6}?"
    r"(?:pill|tablet|capsule|injection|infusion|inhaler|patch|implant|device|medicine|"
    r"treatment|shot|"
    r"inhibitor|antibody|cell therapy|gene therapy|therapy|vaccine|agonist|antagonist|"
    r"conjugate|degrader|drug candidate|drug|virus|peptide|CAR[ -]T)\b"
)
_IN_AN_ARM = re.compile(
    r"\b(?:patients|women|men|people|participants|adults|children|those|group|arm)"
    r" (?:on|given|taking|receiving|treated with) ([a-z]{5,}|[A-Z]{2,6}-\d{1,5})\b"
    r"(?=[^.;]*\b(?:placebo|sham|control|comparator)\b)"
)
"""`Patients on ardenil and 4.0% on placebo`: what an arm is given that another is not."""
_OWNED = re.compile(
    r"[’']s (?!drug|treatment|candidate|therapy|vaccine|shares|stock|study|trial)([a-z]{7,}) "
    r"(?:reduced|showed|demonstrated|cut|met|produced|improved|prolonged|slowed|failed|missed)\b"
)
_COMMON = re.compile(
    r"^(?:this|that|there|with|which|study|trial|treatment|designation|approval|company|data|"
    r"patients|benefit|population|disease|lymphoma|cancer|therap\w+|what|each|here|result|"
    r"standard|chemotherapy|.*(?:ing|ed|ly))$",
    re.IGNORECASE,
)

_ARM_WORDS = frozenset(
    ["placebo", "observation", "sham", "either", "standard", "usual", "three", "seven", "eight"]
)
_EXCHANGE = re.compile(
    r"\((?:NASDAQ|Nasdaq|NYSE|NYSE American|ASX|LSE|TSX|AIM|OTC\w*|Euronext(?: \w+)?|SIX|HKEX|"
    r"KOSDAQ|TSE|XETRA)[:\s]+([A-Z]{1,6})\b"
    r"|\$([A-Z]{2,5})\b"
)
_TICKER = re.compile(r"(?<![\w-])([A-Z]{3,5})(?![\w-]|\s+[a-z]*\s*(?:trial|study|therapy))")
_TRADED = re.compile(
    r"\b(?:stock|shares?|equity|trade|upside|downside|long|short|re-rate|de-risking|multiple|pop|"
    r"sentiment|investors?|name|"
    r"Analyst Views|About|Ticker|ticker)\b"
)


def find_companies(story: Story) -> tuple[str, ...]:
    """Company names in their longest printed form, the most mentioned first."""
    text = story.text
    full = [re.sub(r"\s+", " ", match[1]) for match in _COMPANY.finditer(text)]
    full += [match[1] for match in _DEVELOPED.finditer(text)]
    full += [
        match[1] for match in _ACTS.finditer(text) if not _NOT_COMPANY.match(match[1].split()[0])
    ]
    products = {name.lower() for name in find_products(story)}
    names: Counter[str] = Counter()
    for name in dict.fromkeys(full):
        if _NOT_COMPANY.match(name.split()[0]) or name in ACRONYMS or name.lower() in products:
            continue
        longest = max((other for other in full if other.split()[0] == name.split()[0]), key=len)
        names[longest] = len(re.findall(rf"\b{re.escape(name.split()[0])}\b", text))
    return tuple(name for name, _ in names.most_common(6))


def find_products(story: Story) -> tuple[str, ...]:
    """Drugs, devices and candidates, the most mentioned first."""
    text = story.text
    found: Counter[str] = Counter()
    for match in _STEM.finditer(text):
        if not _NOT_PRODUCT.match(match[1]) and _is_drug(match[1], text):
            found[match[1].lower()] += 1
    codes = dict.fromkeys(  # in reading order, as a set is not
        item.text
        for item in story.source.identifiers
        if item.kind is IdentifierKind.NAME
        and _CODE.match(item.text)
        and not _TARGET.match(item.text)
    )
    for code in codes:
        if not re.search(
            rf"{re.escape(code)}(?: trial| study)|(?:trial|"
            rf"study) {re.escape(code)}",
            text,
        ):
            found[code] += text.count(code)
    for match in (*_OWNED.finditer(text), *_IN_AN_ARM.finditer(text)):
        if not _COMMON.match(match[1]) and match[1] not in _ARM_WORDS:
            found.setdefault(match[1], text.lower().count(match[1].lower()))
    for match in _CALLED.finditer(text):
        name = match[1]
        if (
            not _COMMON.match(name)
            and name.lower() not in found
            and name not in found
            and name[-3:] != "ing"
        ) and text.count(name) > 1:
            found[name] += text.count(name)
    return tuple(_as_printed(name, text) for name, _ in found.most_common(8))


def _is_drug(word: str, text: str) -> bool:
    """A generic name is written small inside a sentence; a company's or a person's never is."""
    return word[0].islower() or bool(re.search(rf"\b{re.escape(word.lower())}\b", text))


def _as_printed(name: str, text: str) -> str:
    """The spelling the article uses most."""
    spellings = Counter(match[0] for match in re.finditer(rf"\b{re.escape(name)}\b", text, re.I))
    inside = Counter({word: count for word, count in spellings.items() if word[0].islower()})
    return next((word for word, _ in (inside or spellings).most_common(1)), name)


def find_tickers(story: Story, page_text: str) -> tuple[str, ...]:
    """Ticker symbols the page prints; never looked up, never guessed from a company's name."""
    found = [match[1] or match[2] for match in _EXCHANGE.finditer(page_text)]
    for segment in story.article.segments:
        words = segment.span.cut(page_text)
        for sentence in re.split(r"(?<=[.!?])\s|\n", words):
            if not _TRADED.search(sentence):
                continue
            found += [m[1] for m in _TICKER.finditer(sentence) if m[1] not in ACRONYMS]
    trials = {item.text for item in story.source.identifiers}
    repeated = [name for name in dict.fromkeys(found) if name not in trials]
    return tuple(name for name in repeated if _is_ticker(name, page_text, found))


def _is_ticker(name: str, text: str, found: list[str]) -> bool:
    """Not an abbreviation that the page spells out, nor a measure or trial it names."""
    if re.search(
        rf"\({name}\b[^)]*\)|"
        rf"\b{name} \(",
        text,
    ) and not re.search(rf"[:$]\s*{name}\b", text):
        return False
    return not re.search(rf"\b{name}(?:-| (?:trial|study|data|cells?|rates?|patients))", text)
