"""What code tells a model about its answer: PROMPT TEXT, under the lock like the templates.

In: nothing; these are the words, to be filled in with `format`.
"""

AGAIN = "Some sentences break the rules. Send the whole answer again with these mended:"
"""Opens the one message that holds all that was wrong with a draft."""

NOT_LISTED = "{text} names no listed fact; use one of the listed ids."
NO_COUNT = "{text}: {fact} has no n of N; write {{{fact}}}."
NO_REFERENCE = "{text} is no reference; write {{f12}} with a listed id."
NOT_WORKED_OUT = "{text} cannot be worked out: {reason}."
NOT_PRINTED = "the article does not print “{words}”; copy its words exactly."
NO_FIGURE = "“{words}” is no figure; point at the number and its unit alone."
LISTED = "“{words}” holds {facts}; write that reference instead."
IN_DIGITS = "“{words}” is in digits; use a reference, or leave it out."
AGAINST = "“{figure}” is used against the article: {reason}"

WORDS = (
    AGAIN, NOT_LISTED, NO_COUNT, NO_REFERENCE, NOT_WORKED_OUT, NOT_PRINTED, NO_FIGURE, LISTED,
    IN_DIGITS, AGAINST,
)  # fmt: skip
"""All of them, in a fixed order, for the lock."""
