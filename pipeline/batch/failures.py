"""An article that is not done in, why not and what to do out."""

from pipeline.show.plain import Json
from schemas.journal import Item, Outcome, TaskState

FAILURE = "evenbrief.failure/1"

UNREADABLE, NOT_BEGUN = "unreadable", "not begun"

AGAIN = {
    TaskState.FAILED: "run again with --only-failed to try it once more",
    TaskState.LEFT: "run again to go on with it",
}

ADVICE = {
    UNREADABLE: "mend the input, or leave it out; then run again",
    "no story": "give the article's text, or leave it out",
    "bad_key": "mend the key, then run again",
    "forbidden": "mend the account, then run again",
    "quota": "mend the account, then run again",
    "unknown_model": "name a model that the server has, then run again",
    "wrong_url": "mend the address of the server, then run again",
    "budget": "run again with a higher --budget",
    "not_stored": "run again without --cache replay to ask for it",
    "too_long": "give a model with a larger window, or a shorter article",
    "truncated": "allow longer answers (most_tokens), then run again",
}
"""What to do about each kind of reason, where it is more than to run again."""


def failure_document(item: Item, outcome: Outcome | None) -> dict[str, Json]:
    """Why an article is not done, and what to do."""
    form: dict[str, Json] = {
        "schema": FAILURE,
        "input": item.name,
        "position": item.position,
        "key": item.key or None,
    }
    if item.fault:
        return form | {"ending": UNREADABLE, "reason": item.fault, "do": ADVICE[UNREADABLE]}
    if outcome is None:
        return form | {"ending": NOT_BEGUN, "reason": "", "do": AGAIN[TaskState.LEFT]}
    return form | {
        "ending": outcome.ending,
        "reason": outcome.reason,
        "do": advise(outcome.ending, outcome.state),
    }


def advise(ending: str, state: TaskState) -> str:
    """What to do about an article that ended so."""
    return ADVICE.get(ending) or AGAIN[state]
