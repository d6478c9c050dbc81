"""Is what a model or a batch needs installed? Found without importing any of it."""

from importlib.util import find_spec

from schemas.errors import EvenbriefError

MODEL_PACKAGES = ("openai", "instructor", "tenacity", "aiohttp", "sqlalchemy")
"""What the extra `model` brings, by import names."""

INSTALL = "pip install 'evenbrief[model]'"


def missing_packages() -> tuple[str, ...]:
    """Those of them that are not here."""
    return tuple(name for name in MODEL_PACKAGES if find_spec(name) is None)


def require_model() -> None:
    """EvenbriefError where a model is asked for and what it needs is not installed."""
    if missing := missing_packages():
        raise EvenbriefError(
            f"a model needs {', '.join(missing)}, not installed here; install what is missing "
            f"with: {INSTALL}"
        )


def require_ray() -> None:
    """EvenbriefError where a cluster is asked for and Ray is not installed."""
    if not find_spec("ray"):
        raise EvenbriefError(
            "--on ray needs ray, not installed here; install it with: pip install 'evenbrief[ray]'"
        )


def require_batch() -> None:
    """EvenbriefError where a batch is asked for and what keeps its journal is not installed."""
    if find_spec("sqlalchemy") is None:
        raise EvenbriefError(
            "a batch needs sqlalchemy, not installed here; install what is missing with: "
            "pip install 'evenbrief[batch]'"
        )
