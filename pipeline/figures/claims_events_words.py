"""What trials, companies and regulators do, in the forms that articles use; plain constants.

Sources: CONSORT and FDA milestone words. Read 2026-11-21.
"""

from typing import NamedTuple


class Event(NamedTuple):
    """Something that a company, a trial or a regulator does."""

    name: str
    past: str
    """Forms that say it is done, as a pattern."""
    other: str
    """Base form, present, noun."""


_TELLS = (
    r"presents?|publish(?:es)?|presentation|publication|reports?|reporting|presenting|unveils?"
    r"|results?(?= (?:[a-z-]+ ){0,6}?(?:is|are) (?:\w+ )?(?:expected|due|planned|scheduled))"
)
EVENTS = (
    Event("hold", r"held", r"holds?|holding"),
    Event("start", r"started|began|begun|initiated|launched|commenced|kicked off",
          r"starts?|begins?|initiates?|launch(?:es)?|commences?|initiation|starting|beginning"
          r"|launching"),
    Event("complete", r"completed|finished|concluded|wrapped up",
          r"completes?|finish(?:es)?|completion|concludes?|completing"),
    Event("enrol", r"enroll?ed|recruited|accrued",
          r"enroll?s?|enroll?ing|enroll?ment|accrual|recruits?|recruiting|recruitment"),
    Event("submit", r"submitted|filed",
          r"submits?|submission|submitting|filing|files?|applications?"),
    Event("accept", r"accepted", r"accepts?|acceptance"),
    Event("grant", r"granted|awarded", r"grants?|award"),
    Event("receive", r"received|won|secured|obtained", r"receives?|wins?|secures?|obtains?"),
    Event("agree", r"agreed", r"agrees?|agreement|agreeing"),
    Event("present", r"presented|published|reported|unveiled", _TELLS),
    Event("dose", r"dosed", r"doses?|dosing"),
    Event("acquire", r"acquired|bought|took over|taken over",
          r"acquires?|acquisition|buys?|takes? over|acquiring|buying"),
    Event("raise", r"raised", r"raises?|raising"),
    Event("close", r"closed", r"closes?|closing"),
    Event("sign", r"signed|entered into|struck|inked", r"signs?|signing|enters?|entering|strikes?"),
    Event("stop", r"stopped|halted|terminated|discontinued",
          r"stops?|halts?|stopping|halting|termination|discontinuation"),
    Event("open", r"opened", r"opens?|opening"),
)  # fmt: skip
"""What trials, companies and regulators do, by name."""
