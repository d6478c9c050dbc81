"""What the command line said of a batch on a cluster in, a folder of parts out."""

import logging
from typing import TYPE_CHECKING

from pipeline.batch.gate import Rates
from pipeline.batch.plan import Plan
from pipeline.cli.extras import require_ray
from pipeline.cli.output import say
from schemas.exits import Exit
from schemas.journal import TaskState

if TYPE_CHECKING:
    from pipeline.batch.ray_actor import Connect
    from pipeline.cli.batch import Options


def run_on_ray(options: "Options") -> Exit:
    """The whole of it, on the cluster that RAY_ADDRESS names, or on one made of this machine.

    Raises EvenbriefError where Ray is not installed, or the corpus cannot be read.
    """
    require_ray()
    import ray

    from pipeline.batch.on_ray import Cluster, Corpus, brief_corpus

    logging.getLogger("ray.data").setLevel(logging.WARNING)
    ray.init(log_to_driver=False, logging_level="ERROR", ignore_reinit_error=True)
    plan = Plan(options.length, options.use and options.use.model_copy(update={"key": ""}))
    actors = options.workers or int(ray.cluster_resources().get("CPU", 1))
    corpus = Corpus(options.inputs, options.out, options.column, options.form)
    cluster = Cluster(actors, Rates(*options.rates), _connect(options))
    parts = brief_corpus(corpus, plan, cluster, lambda words: say(f"evenbrief: {words}"))
    total = sum(parts.counts.values())
    done = parts.counts.get(TaskState.DONE, 0)
    say(f"evenbrief: {total:,} articles, {done:,} briefed, {total - done:,} not; in {options.out}")
    if not total:
        return Exit.NOTHING
    return Exit.FINE if done == total else Exit.INCOMPLETE


def _connect(options: "Options") -> "Connect | None":
    if options.use is None:
        return None
    from pipeline.batch.ray_model import connect

    return connect
