"""The words by which the claim rules tell sentences apart; plain constants.

The words themselves, each list with its source, are in `lexicons/moods.toml` and
`common_words.toml`; what is a sentence pattern stands here.
"""

from pipeline.figures import word_lists
from pipeline.figures.lazy_regex import lazy_regex

MEDICAL = word_lists.words("common_words", "medicine")
"""Stems that make a text one about medicine; three different ones are asked for."""

MARKET = lazy_regex(rf"\b(?:{word_lists.either('moods', 'market')})\b")
"""Words that make a sentence one about a market."""

REGULATOR = lazy_regex(rf"\b(?:{word_lists.either('moods', 'regulator')})\b")

NEGATION = lazy_regex(rf"\b(?:{word_lists.either('moods', 'negation')})\b|n[';]t\b")
"""A word that turns what follows it in the clause into its opposite, or takes it back."""

CONDITIONAL = lazy_regex(rf"\b(?:{word_lists.either('moods', 'conditional')})\b")
"""What follows is open: it may or may not come to be."""

PLANNED = lazy_regex(
    rf"\b(?:{word_lists.either('moods', 'planned')})\b|'ll\b"
    r"|(?<!shown )(?<!found )(?<!proved )(?<!proven )(?<!reported )(?<!known )\bto be\b"
)
"""What follows is announced: it has not happened yet."""

ATTRIBUTION = lazy_regex(rf"\b(?:{word_lists.either('moods', 'attribution')})\b")
"""Somebody else is said to say it."""

NO_NEWS = lazy_regex(
    r"\b(?:no (?:specific|particular|clear|obvious|apparent|single|new|fresh|company-specific|"
    r"material|"
    r"identifiable|public|known) (?:\w+ )?(?:news|reason|catalyst|cause|trigger|driver|explanation|"
    r"announcement)|no (?:news|catalyst)|for reasons of (?:its|their) own|"
    r"without (?:any )?(?:specific |clear |apparent |obvious )?"
    r"(?:news|catalyst|reason)|did not (?:give|name|cite) (?:a|any) reason|"
    r"(?:reason|cause) (?:is|was|remains) (?:unclear|unknown))\b"
)
"""The source says that it knows no cause."""

UNORDERED = lazy_regex(rf"\b(?:{word_lists.either('moods', 'unordered')})\b")
"""The source sets two values side by side without saying which came first."""

ORDERED = lazy_regex(rf"\b(?:{word_lists.either('moods', 'ordered')})\b")
"""Words by which a source puts one value after another."""

STOPWORDS = frozenset(word_lists.words("common_words", "claims"))

GENERIC = frozenset(word_lists.words("common_words", "field"))
"""Words too common in this field to say what a sentence is about."""
