"""The words by which the claim rules tell sentences apart; plain constants.

Plain lists, each with its source, are in `lexicons/common_words.toml`; patterns stand here.

Sources: Boutron 2014 and Lazarus 2015 (spin), 21 CFR 202.1 (superiority words), FINRA 2210(d)(1)
(advice); auxiliaries and reporting verbs after Quirk et al., A Comprehensive Grammar, 1985. Read
2026-11-21.
"""

import re

from pipeline.figures import word_lists

MEDICAL = word_lists.words("common_words", "medicine")
"""Stems that make a text one about medicine; three different ones are asked for."""

MARKET = re.compile(
    r"\b(?:shares?|stocks?|investors?|traders?|short[- ]sellers?|market value|price target|"
    r"nasdaq|nyse|ticker|rall(?:y|ied)|sell-off|trading volume)\b"
)
"""Words that make a sentence one about a market."""

REGULATOR = re.compile(
    r"\b(?:fda|ema|mhra|tga|pmda|nmpa|regulators?|regulatory|european commission|health canada|"
    r"food and drug administration|medicines agency|chmp|the agency|bla|nda|maa)\b"
)

NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nothing|without|cannot|fail(?:s|ed)? to|failing to|"
    r"lack(?:s|ed|ing)?|unable|yet to|rather than|hardly|far from|instead of|unlikely|den(?:y|"
    r"ies|ied)|"
    r"rejects?|rejected|refused?|little evidence|too early|few|insufficient|absen(?:ce of|t)|"
    r"premature|exclud(?:es|ed|ing)|barred|left out)\b|n[';]t\b"
)
"""A word that turns what follows it in the clause into its opposite, or takes it back."""

CONDITIONAL = re.compile(
    r"\b(?:whether|if|unless|could|"
    r"(?<!in )(?<!since )(?<!by )(?<!until )(?<!from )(?<!last )(?<!\d )may(?! \d)|might|"
    r"would|can|potential(?:ly)?|possib(?:le|ly)|perhaps|"
    r"unclear|unknown|question(?:s|ed)?|hopes?|hoped|likely|suggest(?:s|ed|ing)?|speculat\w+|"
    r"rumou?r\w*|subject to|eligible|designed|intended|seek(?:s|ing)?|in the event|until|"
    r"in order to|to (?:test|see|determine|assess|evaluate|establish|explore|discuss|find out|"
    r"learn)|"
    r"(?:testing|evaluating|assessing|exploring|investigating|evaluate[sd]?|tests|as to) "
    r"(?:whether|if|how)|"
    r"depend(?:s|ing)? on)\b"
)
"""What follows is open: it may or may not come to be."""

PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|will|should|shall|must|intend(?:s|ed)?|"
    r"aim(?:s|ed|ing)?|scheduled|due|propos(?:e|es|ed|ing)|target(?:s|ed|ing)?|"
    r"anticipat(?:e|es|ed|ing)|upcoming|forthcoming|preparing|prepares?|on track|on course|"
    r"set to|about to|going to|want(?:s|ed)? to|hoping to|ready to|goals?|objectives?|"
    r"next step|pending|look(?:s|ing)? to)\b|'ll\b"
    r"|(?<!shown )(?<!found )(?<!proved )(?<!proven )(?<!reported )(?<!known )\bto be\b"
)
"""What follows is announced: it has not happened yet."""

ATTRIBUTION = re.compile(
    r"\b(?:says?|said|saying|argu(?:es|ed|ing)|according to|analysts?|commentar(?:y|ies|ist)|"
    r"the (?:author|writer|article|piece|column|note|post)|claim(?:s|ed)|suggest(?:s|ed)|"
    r"recommend(?:s|ed)|advis(?:es|ed)|writes?|wrote|contends?|believes?|thinks?|told|"
    r"in (?:his|her|their|its) view|opinion|opines?|rates?|rated|warn(?:s|ed)|urg(?:es|ed)|"
    r"calls? (?:it|this|the)|sees|described? (?:it|this|the)|asked|asks|conclud(?:es|ed))\b"
)
"""Somebody else is said to say it."""


NO_NEWS = re.compile(
    r"\b(?:no (?:specific|particular|clear|obvious|apparent|single|new|fresh|company-specific|"
    r"material|"
    r"identifiable|public|known) (?:\w+ )?(?:news|reason|catalyst|cause|trigger|driver|explanation|"
    r"announcement)|no (?:news|catalyst)|for reasons of (?:its|their) own|"
    r"without (?:any )?(?:specific |clear |apparent |obvious )?"
    r"(?:news|catalyst|reason)|did not (?:give|name|cite) (?:a|any) reason|"
    r"(?:reason|cause) (?:is|was|remains) (?:unclear|unknown))\b"
)
"""The source says that it knows no cause."""

UNORDERED = re.compile(
    r"\b(?:data[- ]?cuts?|cut-?offs? differ|snapshots?|separately reported|separate (?:data|"
    r"readings?|"
    r"analys[ei]s|reports?|cohorts?)|different (?:data|cohorts?|datasets?|time ?points?|"
    r"readings?|cuts?)|"
    r"depending on|rang(?:e|es|ed|ing)|order (?:is|was) not)\b"
)
"""The source sets two values side by side without saying which came first."""

ORDERED = re.compile(
    r"\b(?:improv\w+|rose|risen|ris(?:es|ing)|increas\w+|climb\w*|grew|grown|growing|jump\w*|fell|"
    r"fallen|falling|dropp?\w*|declin\w+|decreas\w+|deepen\w*|widen\w*|later|earlier|previous\w*|"
    r"prior (?:cut|analysis|data|report)|subsequent\w*|baseline|ago|compared (?:with|to) (?:a|an|"
    r"the) "
    r"(?:earlier|previous|prior|initial)|up from|down from|then|last (?:year|month|quarter)|"
    r"initial(?:ly)?|now|went from|from an?|soar\w*|surg\w+|slump\w*|plung\w+|reduc\w+|doubl\w+|"
    r"tripl\w+|quadrupl\w+|slipp\w+|edg\w+|gain\w*|lost|cut|lower\w*|rais\w+|higher|chang\w+)\b"
)
"""Words by which a source puts one value after another."""

STOPWORDS = frozenset(word_lists.words("common_words", "claims"))

GENERIC = frozenset(word_lists.words("common_words", "field"))
"""Words too common in this field to say what a sentence is about."""
