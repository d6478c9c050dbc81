"""Work that may never end in, its result out; nobody has to wait for it when all else has ended.

An input may be a terminal that nobody types at, or a server that never answers. Python waits at its
end for the threads of `asyncio.to_thread`; for these it does not.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Found = TypeVar("Found")

NAME = "evenbrief-inputs"


async def work_apart(work: Callable[[], Found]) -> Found:
    """What `work` gives or raises, from a thread of its own."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Found] = loop.create_future()

    def tell(found: Found | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(found)  # type: ignore[arg-type]

    def run() -> None:
        found, raised = None, None
        try:
            found = work()
        except BaseException as error:  # noqa: BLE001 - handed on to whoever waits
            raised = error
        with suppress(RuntimeError):  # The loop has ended, and with it whoever waited.
            loop.call_soon_threadsafe(tell, found, raised)

    threading.Thread(target=run, name=NAME, daemon=True).start()
    return await done


def is_left() -> bool:
    """Is there work under way that nobody waits for any more?"""
    return any(thread.name == NAME for thread in threading.enumerate())
