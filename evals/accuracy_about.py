"""What is said of each set and of each reason for a miss. In: `accuracy.toml`; out: values."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from evals.accuracy_missed import Missed
from schemas.base import Value
from schemas.errors import GoldenError

ABOUT = Path(__file__).parent / "accuracy.toml"


class AboutSet(Value):
    """A set of texts with their sources, in words."""

    name: str
    """The file's name without its endings; `golden` for the goldens."""
    title: str
    what: str = "Nothing is said of this set in `evals/accuracy.toml`."
    licence: str = "not known"
    noise: str = "not known"
    ids: str = ""
    """A pattern whose named groups tell from an id what kind of text it is."""


class AboutFinder(Value):
    """A set of labelled texts for the finder."""

    name: str
    title: str
    licence: str = "not known"
    pooled: bool = False
    """Is it counted together with the others that are?"""
    labels_all: bool = False
    """Is every figure of its texts labelled?"""


class AboutMissed(Value):
    """Why a wrong text passed, in words."""

    id: Missed
    says: str
    needs: str
    """What would have had to notice."""


class About(Value):
    """The whole file; sets stand in the order in which they are shown."""

    set: tuple[AboutSet, ...]
    finder: tuple[AboutFinder, ...]
    missed: tuple[AboutMissed, ...]

    def of_set(self, name: str) -> AboutSet:
        """What is said of a set; its name alone where nothing is."""
        return next((s for s in self.set if s.name == name), AboutSet(name=name, title=name))

    def of_finder(self, name: str) -> AboutFinder:
        """What is said of a set for the finder; its name alone where nothing is."""
        return next((s for s in self.finder if s.name == name), AboutFinder(name=name, title=name))


def read_about(path: Path) -> About:
    """The words about sets and misses; raises `GoldenError` with the first thing that is wrong."""
    try:
        return About.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise GoldenError(f"{path}: {error}; mend the file") from error
