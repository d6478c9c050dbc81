"""What is sent to a model, and which wording of ours it is."""

from collections.abc import Mapping

from schemas.base import Value


class PromptRef(Value):
    """A prompt as it can be named in a record: `draft_brief@2`, with a hash of every word."""

    name: str
    version: int
    sha: str
    """First twelve hex digits of the SHA-256 of template, parts and answer schema."""

    @property
    def label(self) -> str:
        """`draft_brief@2`."""
        return f"{self.name}@{self.version}"


class Prompt(Value):
    """Two messages ready to send, labelled with the wording that made them."""

    ref: PromptRef
    system: str
    user: str


class Header(Value):
    """The TOML at the top of a prompt file, which the model never sees."""

    name: str
    version: int
    answer: str
    """Where the answer's schema lives, as `module:Class`."""
    inputs: tuple[str, ...]
    changes: Mapping[str, str]
    """Version to one line saying what changed and why."""
