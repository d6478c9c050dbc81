"""A worker's process that does what the names of articles say: for tests of a crew.

`fine` comes to a good end, `ends it` ends its process, `is killed` is killed, `stops it` stops the
whole process as a hanging library would, and `is slow` takes a while.
"""

import asyncio
import os
import signal
from multiprocessing.connection import Connection

from pipeline.batch.plan import Plan
from pipeline.batch.process import Hear, Process
from pipeline.batch.work import Task, Tools
from pipeline.batch.worker import run_worker
from schemas.journal import Outcome
from tests.batch_fakes import done


async def work_oddly(task: Task, tools: Tools) -> Outcome:
    """Stands for `work_on`."""
    name = task.document.name
    if name.startswith("ends it"):
        os._exit(3)
    if name.startswith("is killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("stops it"):
        os.kill(os.getpid(), signal.SIGSTOP)
    if name.startswith("is slow"):
        await asyncio.sleep(30)
    return done(task.key)


def main(pipe: Connection, plan: Plan) -> None:
    """What the process runs."""
    run_worker(pipe, plan, work_oddly)


def start(plan: Plan, hear: Hear) -> Process:
    """One such process."""
    return Process(plan, hear, main)
