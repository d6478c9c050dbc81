"""Operators that make more of a fact than the article does: plans done, doubts and conditions gone.

In: a slot with its golden and story. Out: mutants. The label's status is the proof, with the words
of the article's own sentence.
"""

import re
from collections.abc import Iterator

from evals.mutants import Mutant, Operator, article_sentence, rewritten
from evals.slots import Slot
from schemas.figure import Kind
from schemas.golden import Golden, GoldenStory
from schemas.source import Status

_DONE = {
    "start": "started", "begin": "begun", "complete": "completed", "report": "reported",
    "request": "requested", "file": "filed", "submit": "submitted", "enrol": "enrolled",
    "finish": "finished", "launch": "launched", "open": "opened", "publish": "published",
    "treat": "treated", "receive": "received", "present": "presented", "read": "read",
    "raise": "raised", "close": "closed", "deliver": "delivered", "pay": "paid", "cut": "cut",
}  # fmt: skip
_PLANS = re.compile(
    r"\b(?:(?:still |now )?(?:expects|plans|intends|hopes|aims|wants) to|is to|are to|should"
    rf"|(?:is|are) (?:due|expected|planned|scheduled) to) (?P<verb>{'|'.join(_DONE)})\b"
)
_AHEAD = re.compile(
    r"\b(?:is|are) (?:now )?(?:expected|planned|due|hoped for|scheduled)(?P<for> for)?(?= )(?! to )"
)


def plan_done(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`has started` for `expects to start`, `came` for `is expected`."""
    if slot.fact.status is not Status.EXPECTED:
        return
    found, ahead = _PLANS.search(slot.text), _AHEAD.search(slot.text)
    if found:
        be = "have" if found[0].startswith("are") else "has"
        words = f"{be} {_DONE[found['verb']]}"
        yield rewritten("plan_done", slot, found.span(), words, "It is only planned.")
    elif ahead and slot.figure.kind is Kind.DATE:
        words = "came in" if ahead["for"] else "came"
        yield rewritten("plan_done", slot, ahead.span(), words, "It is only planned.")


_DOUBT = re.compile(
    r"\b(?P<article>[Aa]n? )?(?:unverified|unconfirmed|disputed) "
    r"|,? (?:which|that|but) (?:could|has|was|is|are)(?: not|n't) (?:be |been )?"
    r"(?:verified|confirmed|checked)[^,.;]*"
)
_UNSURE = re.compile(
    r"\b(?P<be>is|was|are|were) (?:un|not (?:yet )?)(?P<what>confirmed|verified|audited)\b"
)


def doubt_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`a response rate of 80%` for `an unverified response rate of 80%`."""
    found, denied = _DOUBT.search(slot.text), _UNSURE.search(slot.text)
    why = "The article calls it unverified."
    if slot.fact.status is not Status.UNVERIFIED:
        return
    if denied:
        words = f"{denied['be']} {denied['what']}"
        yield rewritten("doubt_dropped", slot, denied.span(), words, why)
    elif found:
        article = "" if not found["article"] else "A " if found["article"][0] == "A" else "a "
        yield rewritten("doubt_dropped", slot, found.span(), article, why)


_IF = (
    r"(?:subject to|if|provid(?:ed|ing)(?: that)?|unless|depend\w*|contingent|as long as"
    r"|on condition|should|assuming|when|once)"
)
_ARTICLE_IF = re.compile(rf"\b{_IF}\b", re.IGNORECASE)
_BEHIND = re.compile(
    r",? (?:subject to|if|provided(?: that)?|unless|depending on|contingent on|as long as)"
    r" [^,.;]+(?=[.;]|$)"
)
_BEFORE = re.compile(
    r"\A(?:Subject to|If|Provided(?: that)?|Unless|Depending on|As long as) [^,.;]+, "
)
_MODAL = re.compile(r"\b(?:could|may|might)\b(?! not)")
_OPEN = re.compile(
    r"\b(?:could|may|might|would|can|possibl\w+|potential\w*|perhaps|if|up to|contingent)\b",
    re.IGNORECASE,
)


def condition_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A plan without the condition that the article ties it to; what only may be is left."""
    found = _BEFORE.search(slot.text) or _BEHIND.search(slot.text)
    if not found or slot.fact.status is not Status.EXPECTED:
        return
    inside = found.start() <= slot.start < found.end()
    open_still = re.search(r"\b(?:may|might|could|would|can)\b", slot.text)
    tied = _ARTICLE_IF.search(f"{article_sentence(slot, golden)} {slot.fact.says}")
    if tied and not inside and not open_still:
        why = "The article ties it to a condition."
        yield rewritten("condition_dropped", slot, found.span(), "", why)


def modal_hardened(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`will` for `may`, where the article's own sentence leaves it open."""
    found = _MODAL.search(slot.text)
    is_open = _OPEN.search(article_sentence(slot, golden))
    if found and is_open and len(_MODAL.findall(slot.text)) == 1:
        why = "The article leaves it open."
        yield rewritten("modal_hardened", slot, found.span(), "will", why)


_SAYS = re.compile(
    r"(?P<who>The company|The group|[A-Z][\w-]+) (?=(?:says|said|expects|plans|hopes)\b)"
)


def attribution_swap(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`The FDA expects` for `the company expects`, where the label gives it to the company."""
    found = _SAYS.match(slot.text)
    own = slot.fact.company.split(" ")[0]
    if found and own and "FDA" not in slot.text and found["who"] in (own, "The company"):
        words = "The FDA "
        yield rewritten("attribution_swap", slot, found.span(), words, "The company says so.")


STATUS: tuple[Operator, ...] = (
    plan_done, doubt_dropped, condition_dropped, modal_hardened, attribution_swap,
)  # fmt: skip
