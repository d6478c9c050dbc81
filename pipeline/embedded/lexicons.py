"""The words the embedded engine knows: measures, harms, milestones, limits, market, promotion.

Every list is of the field's own vocabulary, taken from CONSORT for Abstracts, CTCAE v5 terms, the
FDA's programme names and the spin lists of Boutron 2014 and Lazarus 2015 (read 2026-11-21); none
holds the name of a company, a product or a trial.
"""

import re

_I = re.IGNORECASE

BENEFIT = re.compile(
    r"\b(?:respon(?:ses?(?! letter)|ded|ders?)|ORR|CRR?|DCR|remissions?|survival|PFS|OS|EFS|DFS|"
    r"RFS|DOR|"
    r"MRD|surviv\w+|progression|relapse[sd]?|recurrence|efficacy|clearance of|reduction in|"
    r"reduced|improve(?:d|ment)|(?:cut|lowered) (?:[\w-]+ ){1,5}by|cases (?:numbered|among)|"
    r"shr[aiu]nk\w*|weight loss|loss of (?:body )?weight|bleed(?:ing)? rates?|HbA1c|LDL|seizure|"
    r"exacerbations?"
    r"|attacks?|"
    r"hazard ratio|HR|primary endpoint|endpoints?|p ?[=<]|[Nn]on-inferior\w*|[Ss]uperiority|"
    r"negativity|undetectable|cured?|"
    r"PASI|ACR\d\d|EASI|IGA|mmHg|FEV1|eGFR|titers?|titres?|vaccine efficacy|disease control|"
    r"tumou?r shrinkage|seroconversion|pain score|score)\b",
)
"""Efficacy, as printed; capitals matter for the abbreviations."""

HARM = re.compile(
    r"\b(?:adverse (?:events?|reactions?|effects?)|side[- ]effects?|toxicit(?:y|ies)|[ST]?AEs"
    r"|TRAEs?|"
    r"safety (?:concerns?|signals?|profile|findings?|events?)|tolerab\w+|tolerated|CRS|ICANS|"
    r"cytokine release|neurotoxicity|GvHD|graft[- ]versus[- ]host|deaths?|died|fatal\w*|"
    r"(?:neutro|thrombocyto|cyto|lympho|leuko)penia|neutropenic|hospitali[sz](?:ations?|ed)|"
    r"discontinu(?:ed|ations?) for|(?:discontinu(?:ed|ations?)|stopped|withdrew)(?: [\w-]+){0,4}"
    r" (?:due|because|owing)|"
    r"dose[- ]limiting|DLTs?|nausea|vomiting|diarrh(?:o)?ea|hepatotoxicity|anaphyla\w+|"
    r"injection[- ]site|secondary malignanc\w+|clinical hold|[Gg]rade (?:[3-5]|≥))\b",
    re.IGNORECASE,
)
"""Words for a harm wherever they stand."""

SOFT_HARM = re.compile(
    r"(?<!for )(?<!against )(?<!treat )(?<!complicated )(?<!urinary )(?<!tract )\b(?:infections?"
    r"|sepsis|"
    r"an[a]?emia|ha?emorrhages?|bleeding|thrombo(?:sis|embol\w+)|rash|fatigue|headaches?|pyrexia|"
    r"fever|pneumonia|somnolence|dizziness|constipation|insomnia|inflammation|vasculitis|"
    r"hypo(?:tension|glyc(?:a)?emia)|hypertension|pneumonitis|"
    r"colitis|myocarditis|arrhythmia|suicid\w+|liver enzymes?|complications?|withdrew"
    r"|withdrawals?|"
    r"lost (?:his|her|their )?sight|strokes?|heart attacks?|seizures?)\b"
    r"(?! (?:treatment|test|drug|market|programme|programs?|vaccine|trial))",
    re.IGNORECASE,
)
"""Words for a harm that may be the disease itself; they need somebody it happened to."""

HAPPENED = re.compile(
    r"\b(?:occurred|reported|recorded|had|developed|affected|experienced|followed|cases? of|seen|"
    r"(?:more|less) (?:frequent|common)|observed|discontinued|stopped|one (?:treated )?patient|"
    r"patients on)\b",
    re.IGNORECASE,
)

REGULATORY = re.compile(
    r"\b(?:end-of-phase|FDA|EMA|MHRA|PMDA|NMPA|TGA|CHMP|European Commission"
    r"|Food and Drug Administration|"
    r"regulators?|regulatory|Fast Track|Breakthrough (?:Therapy|Device)|RMAT|Priority Review|"
    r"[Oo]rphan|"
    r"accelerated approval|Accelerated Approval|approv(?:al|ed|es)|BLA|NDA|sNDA|sBLA|MAA|IND"
    r"|PDUFA|"
    r"[Tt]ype [A-D] meeting|complete response letter|CRL|advisory committee|(?<!-)label(?:l?ing)?|"
    r"marketing authori[sz]ation|510\(k\)|clearance|(?:re)?submission|resubmit|applications?)\b"
)

MARKET = re.compile(
    r"\b(?:shares?|stocks?|share price|market (?:cap\w*|value)|short[- ](?:sellers?|interest)|"
    r"float|"
    r"trading volume|volume|volatility|investors?|analysts?|price target|cash(?: runway)?|runway|"
    r"revenues?|sales|"
    r"earnings|EPS|net loss|(?<!weight )(?<!blood )(?<!hair )(?<!vision )(?<!hearing )(?<!bone )"
    r"loss(?:es)?(?! of (?:body|weight|vision|sight|taste|hair|response|appetite))|"
    r"paper gains?|profits?|guidance|financing|offering|"
    r"dilution|royalt\w+|"
    r"milestone payments?|upfront|money (?:should|will|is expected to) last|jobs|employees|"
    r"valuation|private placement|dividend|buyback|workforce"
    r"|layoffs?|"
    r"short[- ]covering|acqui(?:re[sd]?|sition)|debt|bonds?|notes? offering|R&D (?:expenses?|"
    r"spending))\b",
    _I,
)

LIMIT = re.compile(
    r"\b(?:uncontrolled|single[- ]arm|open[- ]label|small (?:cohorts?|numbers?|groups?|sample"
    r"|study|trial)|"
    r"preliminary|interim|early[- ](?:stage|phase)|numbers (?:this|so) small|no control arm|"
    r"no (?:certainty|guarantee|assurance)|non-binding|"
    r"not (?:yet )?(?:been )?(?:independently )?(?:confirmed|verified|peer[- ]reviewed"
    r"|established|"
    r"designed|known|clear|powered|planned)|unverified|unconfirmed|rumou?r\w*|"
    r"no (?:randomi[sz]ed|control|comparative|head)|not a comparison|longer follow[- ]up"
    r"|limitations?|"
    r"cannot tell|too early|uncertain\w*|unclear|unknown|unanswered|open questions?|"
    r"remains? (?:to be seen|unproven)|historical|registry|surrogate|not indicative|missed|"
    r"does not (?:imply|mean|guarantee)|do(?:es)? not (?:indicate|establish|support|prove)|"
    r"did not (?:meet|reach|differ|say|disclose|give|report)|"
    r"falls? short|not statistically|was not shown|"
    r"no (?:specific|new|particular) (?:news|catalyst|announcement|filing|statement)"
    r"|no statement|"
    r"declined to comment|post[- ]hoc|underpowered|immature|durability|had relapsed|"
    r"follow-up (?:was|stood))\b",
    re.IGNORECASE,
)

TRIAL = re.compile(
    r"\b(?:trial|study|studies|[Pp]hase (?:[1-4]|I{1,3}V?|IV)[ab]?|randomi[sz]ed|cohorts?"
    r"|enrol\w+|"
    r"patients|participants|placebo|dos(?:e|ing)|data|readouts?|results)\b"
)

QUESTION_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("durability", re.compile(r"\b(?:durab\w+|longer follow[- ]up|how long)\b", _I)),
    (
        "comparator",
        re.compile(
            r"\b(?:comparative|comparison|head[- ]to[- ]head|controlled|randomi[sz]ed (?:trial|"
            r"comparison|data))\b",
            _I,
        ),
    ),
    ("base_rate", re.compile(r"\b(?:base rate|translation rate|attrition|historically)\b", _I)),
    ("safety", re.compile(r"\b(?:safety|toxicit\w+|tolerab\w+)\b", _I)),
    ("funding", re.compile(r"\b(?:funding|dilution|cash|financing)\b", _I)),
    ("regulatory", re.compile(r"\b(?:approval|regulat\w+|FDA)\b", _I)),
    (
        "generalisability",
        re.compile(r"\b(?:generali[sz]\w+|broader population|at scale|larger)\b", _I),
    ),
)
QUESTION = re.compile(
    r"\b(?:open questions?|unanswered|unknown|unclear|remains? (?:the|an? |to be|open|uncertain)|"
    r"needed|must (?:address|answer)|questions?|yet to|whether|until|risk is|danger is|"
    r"could (?:still )?(?:compress|fail|change))\b",
    _I,
)

NO_CONTROL = re.compile(
    r"\b(?:no (?:randomi[sz]ed|controlled|comparative|head-to-head)|not designed to"
    r"|cannot be (?:compared|"
    r"benchmarked|set)|longer follow-up|without a control)\b",
    re.IGNORECASE,
)
"""What a study could not show by its build; a limit, whatever else the sentence names."""

ELSEWHERE = re.compile(
    r"\b(?:registry|retrospective(?:ly)?"
    r"|historical controls?)\b",
    re.IGNORECASE,
)
"""Patients treated elsewhere: what is set beside them is a limit, not a result."""

COMMENT = re.compile(
    r"\bcalled\b[^.]*[\"“]|\b(?:worth (?:watching|noting)|must be interpreted"
    r"|should be (?:treated|interpreted|read)|"
    r"analytical|the question|conviction|calibrated|lens|framework|matters?|what (?:this"
    r"|it) means|"
    r"central|clear(?:ly)? defined|distinction|consequential|in practical terms|data point|"
    r"whether read as|predictive|appropriate|this article|this analysis|structural(?:ly)?"
    r"|raises? a|is expected in"
    r"|picture)\b",
    re.IGNORECASE,
)
"""The writer weighing, not reporting: true perhaps, but not news."""

UNVERIFIED = re.compile(
    r"\b(?:unverified|unconfirmed|not (?:yet )?(?:been )?(?:independently )?(?:confirmed"
    r"|verified)|"
    r"rumou?r(?:ed|s)?|purported(?:ly)?|could not be (?:independently )?(?:verified|confirmed)|"
    r"(?:would|did) not confirm|(?:nobody|no one)[\w ]{0,24} (?:would )?confirm"
    r"|without evidence)\b",
    _I,
)

INVESTMENT_ADVICE = re.compile(
    r"\b(?:should (?:buy|sell|hold|fade|avoid|care|own|consider)|best trade|gift|the dip|bargain|"
    r"re-rate toward|fade|go long|"
    r"go short|buy the|"
    r"long in|short in|overweight|underweight|conviction|call option|cheap|trade is|trade may|"
    r"price target|accumulate|take profits?|entry point|must[- ]own|upside)\b",
    _I,
)

ACRONYMS = frozenset(
    [
        *("FDA", "EMA", "MHRA", "PMDA", "NMPA", "TGA", "CHMP", "BLA", "NDA", "SNDA", "SBLA", "MAA"),
        *("IND", "PDUFA", "CRL", "RMAT", "CAR", "CAR-T", "ORR", "CR", "PR", "DCR", "OS", "PFS"),
        *("EFS", "DFS", "DOR", "MRD", "CRS", "ICANS", "GVHD", "GvHD", "AE", "SAE", "TEAE", "DLT"),
        *("HR", "CI", "IV", "RNA", "DNA", "MRNA", "USA", "US", "UK", "EU", "CEO", "CFO", "ASCO"),
        *(
            "ESMO",
            "ASH",
            "EHA",
            "AACR",
            "ADA",
            "EASD",
            "AHA",
            "ACC",
            "SITC",
            "RCC",
            "NSCLC",
            "SCLC",
        ),
        *(
            "DLBCL",
            "AML",
            "ALL",
            "CLL",
            "MCL",
            "BTK",
            "PD-1",
            "PD-L1",
            "HER2",
            "EGFR",
            "VEGF",
            "GLP",
        ),
        *("COPD", "HIV", "HBV", "HCV", "RSV", "LDL", "NASH", "MASH", "IBD", "ALS", "ADHD", "SCAC"),
        *("IPO", "EPS", "ETF", "SEC", "NYSE", "NASDAQ", "ASX", "LSE", "TSX", "GAAP", "R&D", "AI"),
        *("BICR", "ITT", "IQR", "NGS", "PET", "MRI", "ECG", "ICU", "ECOG", "IRR", "CMC", "GMP"),
    ]
)
"""Capitals that name a body, a measure or a disease: never a ticker, a trial or a company."""
