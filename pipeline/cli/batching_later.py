"""A batch whose questions a provider answers later, at half the price and within a day.

Passes over the articles and jobs at the provider by turns; either may be cut off at any time.
"""

from typing import TYPE_CHECKING

from pipeline.batch.office import Files, Office, Terms
from pipeline.batch.rounds import Ended, go_round
from pipeline.batch.run import Tally
from pipeline.cli.model_client import check_use
from pipeline.cli.output import say
from pipeline.model.batches import open_provider
from pipeline.model.deferred import DeferredClient, Desk
from pipeline.store.answers import AnswerStore
from pipeline.store.questions import Questions

if TYPE_CHECKING:
    from pipeline.cli.batching import Passes


async def run_later(passes: "Passes") -> Tally:
    """Until every article has ended, or nobody wants to wait.

    Raises ModelError where the provider takes or gives nothing.
    """
    options = passes.options
    assert options.use is not None
    use = check_use(options.use)
    questions, answers = Questions(passes.database), AnswerStore(passes.database)
    if options.only_failed:
        questions.retry_failed()
    client = DeferredClient(use, Desk(questions, answers))
    async with open_provider(use) as provider:
        terms = Terms(use, every_seconds=options.poll)
        office = Office(provider, Files(questions, answers), terms, _tell)
        ended = await go_round(
            lambda: passes.go(client.ask), office, passes.stop, patient=options.wait
        )
    return _tell_end(ended)


def _tell(words: str) -> None:
    say(f"evenbrief: {words}")


def _tell_end(ended: Ended) -> Tally:
    """The last pass's tally, halted where something is still to come."""
    if ended.unpaid:
        why = f"the budget does not pay for {ended.unpaid:,} more questions"
        return ended.tally._replace(halted=ended.tally.halted or why)
    if ended.is_out:
        why = "batches are still at the provider"
        return ended.tally._replace(halted=ended.tally.halted or why)
    return ended.tally
