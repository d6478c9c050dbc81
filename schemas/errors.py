"""The one small tree of errors; each sentence says where, what was found, and what to do."""


class EvenbriefError(Exception):
    """Something the user can mend; the command prints its sentence and ends with exit code 2."""


class ReadError(EvenbriefError):
    """An input cannot be read as an article."""


class SettingsError(EvenbriefError):
    """`evenbrief.toml` or an option is not what the command expects."""


class GoldenError(EvenbriefError):
    """A golden article or label contradicts itself."""


class EvalError(EvenbriefError):
    """A file of an eval's run cannot be read as one, or two runs cannot be compared."""


class LexiconError(EvenbriefError):
    """A file of word lists is not in its form; docs/lexicons.md tells it."""


class StoreError(EvenbriefError):
    """The file of stored answers cannot be used as it is."""


class PromptError(EvenbriefError):
    """A prompt file, its lock or what it is given is not what prompts/README.md tells."""
