"""The environment in, the path of the store out."""

from collections.abc import Mapping
from pathlib import Path

VARIABLE = "EVENBRIEF_STORE"


def store_path(environment: Mapping[str, str]) -> Path:
    """Where the store lies: `EVENBRIEF_STORE`, else among the user's data.

    Answers were paid for, so they are data and no cache (XDG Base Directory Specification 0.8,
    read 2026-11-21: `$XDG_DATA_HOME`, and where that is not set `~/.local/share`).
    """
    if named := environment.get(VARIABLE):
        return Path(named).expanduser()
    data = environment.get("XDG_DATA_HOME", "")
    home = Path(data) if Path(data).is_absolute() else Path("~/.local/share").expanduser()
    return home / "evenbrief" / "store.db"
