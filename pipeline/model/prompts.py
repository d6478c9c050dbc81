"""Templates on disk to prompts ready to send, each labelled with the wording that made it.

In: a prompt's name and its inputs. Out: two messages. A prompt is one file in `prompts/`: a header
of TOML in a Jinja comment, a `system` block that is the same for every article, and a `user` block.
What an input says reaches the `user` block only, cleaned and inside a fence that it cannot close;
it is a variable's value and never a template.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple

from jinja2 import BaseLoader, FileSystemLoader, StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ValidationError

import prompts
from pipeline.model.answer_words import answer_words
from pipeline.model.clean import clean
from pipeline.model.complaints import WORDS
from pipeline.model.modes import JSON_WORDS, MISFIT_WORDS
from schemas.errors import PromptError
from schemas.prompt import Header, Prompt, PromptRef

FOLDER = Path(prompts.__file__).parent
CODE = "code"
"""The fence's code, which every `user` block may print; no input may be called so."""
Inputs = dict[str, str | int]
"""What a prompt is given: texts of the article or about it, and numbers of our own."""

_HEADER = re.compile(r"\A\{#\n(?P<toml>.*?)\n#\}\n", re.DOTALL)


class Wording(NamedTuple):
    """A prompt as its files say it: what the code needs, and every word the model may see."""

    header: Header
    answer: type[BaseModel]
    sources: tuple[tuple[str, str], ...]
    """Each file's name below the folder and its text without the header, the template first."""

    @property
    def words(self) -> str:
        """Template, parts and answer schema as one text; the lock is over this."""
        files = [f"== {name}\n{text.strip()}" for name, text in self.sources]
        schema = [f"== {self.header.answer}", answer_words(self.answer)]
        said = ["== said by code", JSON_WORDS, MISFIT_WORDS, *WORDS]
        return "\n".join([*files, *schema, *said]) + "\n"

    @property
    def ref(self) -> PromptRef:
        """The prompt's name in a record."""
        sha = hashlib.sha256(self.words.encode()).hexdigest()[:12]
        return PromptRef(name=self.header.name, version=self.header.version, sha=sha)


class _Loaded(NamedTuple):
    """What rendering needs, read once."""

    header: Header
    ref: PromptRef
    template: Template
    system: str


def list_names(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of all prompts, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder.glob("*.j2")))


def identify(name: str, folder: Path = FOLDER) -> PromptRef:
    """Label a prompt: its version, and a hash of every word the model may see."""
    return _load(name, folder).ref


def answer_of(name: str, folder: Path = FOLDER) -> type[BaseModel]:
    """The shape in which a prompt wants its answer."""
    return read_wording(name, folder).answer


def render_prompt(name: str, inputs: Mapping[str, str | int], folder: Path = FOLDER) -> Prompt:
    """The two messages of a prompt, given exactly the inputs that its header declares.

    A text is cleaned of invisible characters and fenced, an empty one stays empty; a whole number
    stays as it is. The system message is the same whatever the inputs are.

    Raises:
        PromptError: there is no such prompt, or the inputs are not those it declares.
    """
    loaded = _load(name, folder)
    if set(inputs) != set(loaded.header.inputs):
        raise PromptError(
            f"{name}.j2: needs inputs {sorted(loaded.header.inputs)}, got {sorted(inputs)}"
        )
    texts = {k: clean(v).text.strip("\n") for k, v in inputs.items() if isinstance(v, str)}
    code = derive_code(tuple(texts.values()))
    shown = {**inputs, **{label: fence(label, text, code) for label, text in texts.items()}}
    user = _block(loaded.template, "user", {**shown, CODE: code}, name)
    return Prompt(ref=loaded.ref, system=loaded.system, user=user)


def fence(label: str, text: str, code: str) -> str:
    """A text between two lines that it cannot hold itself; an empty text is no text.

    Example: `<article-9f2c…>`, the text, `</article-9f2c…>`.
    """
    return f"<{label}-{code}>\n{text}\n</{label}-{code}>" if text else ""


def derive_code(texts: Sequence[str], digits: int = 12) -> str:
    """Hex digits that stand in none of the texts, the same for the same texts.

    Fewer than twelve are for tests alone: some text holds every short code there is.
    """
    together = "\x00".join(texts)
    folded = together.casefold()
    code = ""
    turn = 0
    while not code or code in folded:
        seed = f"{turn}\x00{together}".encode("utf-8", "replace")
        code = hashlib.sha256(seed).hexdigest()[:digits]
        turn += 1
    return code


@cache
def _load(name: str, folder: Path) -> _Loaded:
    """A prompt read, checked and compiled; once a run."""
    wording = read_wording(name, folder)
    template = _environment(folder).get_template(f"{name}.j2")
    for block in ("system", "user"):
        if block not in template.blocks:
            raise PromptError(f"{name}.j2: has no block {block!r}; add one")
    # Without a variable in reach, nothing of an article can enter what the model is told.
    system = _block(template, "system", {}, name)
    return _Loaded(wording.header, wording.ref, template, system)


def _block(template: Template, block: str, values: Mapping[str, object], name: str) -> str:
    """One message of a prompt; a name it uses without being given is an error."""
    try:
        written = "".join(template.blocks[block](template.new_context(dict(values))))
    except TemplateError as error:
        raise PromptError(f"{name}.j2: block {block!r}: {error.message}; mend it") from error
    return written.strip()


def read_wording(name: str, folder: Path = FOLDER) -> Wording:
    """A prompt's files and header, read anew.

    Raises:
        PromptError: there is no such prompt, or a file of it is not in its form.
    """
    if name not in list_names(folder):
        raise PromptError(f"{name!r} is no prompt; there are {', '.join(list_names(folder))}")
    try:
        sources = find_sources(FileSystemLoader(folder), f"{name}.j2")
    except TemplateError as error:
        raise PromptError(f"{name}.j2: {error.message}; mend the template") from error
    header = read_header(sources[0][1], f"{name}.j2")
    if header.name != name:
        raise PromptError(f"{name}.j2: its header says name {header.name!r}; write {name!r}")
    template, *parts = ((path, _HEADER.sub("", text, count=1)) for path, text in sources)
    return Wording(header, _answer(header, name), (template, *parts))


def read_header(source: str, path: str) -> Header:
    """The header of a prompt's source; `path` is for the error's sentence only."""
    found = _HEADER.match(source)
    if found is None:
        raise PromptError(f"{path}: has no header; begin the file with a Jinja comment of TOML")
    try:
        header = Header.model_validate(tomllib.loads(found["toml"]))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        first = str(error).splitlines()
        raise PromptError(f"{path}: header: {' '.join(first[:2])}; mend it") from error
    if sorted(header.changes, key=_number) != [str(n + 1) for n in range(header.version)]:
        raise PromptError(
            f"{path}: is version {header.version}, but [changes] has {sorted(header.changes)}; "
            "give each version its line"
        )
    if CODE in header.inputs:
        raise PromptError(f"{path}: declares the input {CODE!r}, which is the fence's; rename it")
    return header


def _number(version: str) -> int:
    return int(version) if version.isdecimal() else -1


def _answer(header: Header, name: str) -> type[BaseModel]:
    """The class that a header names as the shape of its answer."""
    try:
        found: object = resolve_name(header.answer)
    except (ImportError, AttributeError, ValueError) as error:
        raise PromptError(f"{name}.j2: answer {header.answer!r} is not found; mend it") from error
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        raise PromptError(f"{name}.j2: answer {header.answer!r} is no schema; name one")
    return found


@cache
def _environment(folder: Path) -> SandboxedEnvironment:
    """Plain text for a model: nothing is escaped, and a missing name is an error."""
    return SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,
        lstrip_blocks=True,
    )


def find_sources(loader: BaseLoader, path: str) -> tuple[tuple[str, str], ...]:
    """A template's name and text and those of each part it includes, in the order they are met."""
    return tuple(_sources(SandboxedEnvironment(loader=loader, autoescape=False), path))


def _sources(env: SandboxedEnvironment, path: str) -> Iterator[tuple[str, str]]:
    assert env.loader is not None
    source = env.loader.get_source(env, path)[0]
    yield path, source
    for part in meta.find_referenced_templates(env.parse(source)):
        if part is None:
            raise PromptError(f"{path}: an include is computed; name the part literally")
        yield from _sources(env, part)
