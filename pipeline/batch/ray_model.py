"""What an actor is given in, its own client behind the cluster's gate out.

The key is read where the actor runs and never sent to it: Ray shows what it sends on its pages.
"""

import os
from contextlib import AsyncExitStack

from pydantic import SecretStr

from pipeline.batch.gate import GatedAsk
from pipeline.batch.ray_actor import Shared
from pipeline.model.ask import Ask
from pipeline.model.budget import Budget
from pipeline.model.client import open_client
from pipeline.model_use import find_key
from schemas.stored import Cache


async def connect(shared: Shared, opened: AsyncExitStack) -> Ask:
    """A way to the model, closed with `opened`.

    Raises ModelError where the key or the base URL cannot be used as they are.
    """
    use = shared.plan.use
    assert use is not None
    assert shared.wait is not None
    key = os.environ.get(find_key(os.environ, use.base_url), "").strip("\r\n")
    use = use.model_copy(update={"key": SecretStr(key)})
    client = await opened.enter_async_context(
        open_client(use, None, Cache.OFF, Budget(shared.budget))
    )
    return GatedAsk(client.ask, shared.wait, use.most_tokens)
