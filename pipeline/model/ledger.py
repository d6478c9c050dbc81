"""A way to ask in, the same way with every call written down out, those that failed too."""

from pipeline.model.ask import Answered, Ask, Shape, Turn
from schemas.brief import Brief
from schemas.call import Call, ModelError
from schemas.prompt import Prompt


class Ledger:
    """A way to ask that writes every call down, failed ones included; so it changes."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.calls: list[Call] = []

    async def __call__(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = ()
    ) -> Answered[Shape]:
        """The answer; see `pipeline.model.ask`."""
        try:
            answered = await self._ask(prompt, shape, turns)
        except ModelError as error:
            if error.call:
                self.calls.append(error.call)
            raise
        self.calls.append(answered.call)
        return answered

    def complete(self, brief: Brief) -> Brief:
        """The brief with every call on its books, also those of a revision that came to nothing."""
        told = list(brief.provenance.calls)
        calls = []
        for call in self.calls:
            known = bool(told) and told[0].model_copy(update={"refusals": call.refusals}) == call
            calls.append(told.pop(0) if known else call)
        made = brief.provenance.model_copy(update={"calls": (*calls, *told)})
        return brief.model_copy(update={"provenance": made})
