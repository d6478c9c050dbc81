"""An answer's schema as text of our own: every word and limit that a model is told of it.

In: a schema of `schemas/answer.py`. Out: lines that a patch release of pydantic does not change, so
that the lock of a prompt breaks where we changed a word and nowhere else.
"""

import inspect
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from schemas.errors import PromptError

_LIMITS = ("min_length", "max_length", "ge", "gt", "le", "lt", "multiple_of")
_SIMPLE = {str: "text", int: "whole number", bool: "yes or no", type(None): "nothing"}


def answer_words(shape: type[BaseModel]) -> str:
    """The schema in lines: each class with its docstring, each field with type and description."""
    return "\n".join(_class(shape, []))


def _class(shape: type[BaseModel], met: list[type[BaseModel]]) -> Iterator[str]:
    """A class and those it holds, each once, in the order they are met."""
    met.append(shape)
    extra = shape.model_config.get("extra", "ignore")
    yield f"{shape.__name__} (extra {extra}): {_one_line(inspect.getdoc(shape) or '')}"
    for name, field in shape.model_fields.items():
        need = "" if field.is_required() else f" = {field.get_default(call_default_factory=True)!r}"
        limits = _limits(field.metadata)
        said = f": {_one_line(field.description)}" if field.description else ""
        yield f"  {field.alias or name} {_type(field.annotation)}{limits}{need}{said}"
    for field in shape.model_fields.values():
        for inner in _classes(field.annotation):
            if inner not in met:
                yield from _class(inner, met)


def _classes(kind: Any) -> Iterator[type[BaseModel]]:
    """The schemas that a type holds."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from _classes(part)


def _type(kind: Any) -> str:
    """A type in words; one that is not foreseen here is refused rather than left out."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        infos = [item for item in parts[1:] if isinstance(item, FieldInfo)]
        said = [_one_line(info.description) for info in infos if info.description]
        limits = _limits(m for info in infos for m in info.metadata)
        return f"{_type(parts[0])}{limits}{''.join(f' ({words})' for words in said)}"
    if origin is Literal:
        return f"one of {list(parts)}"
    if origin in (list, tuple):
        return f"list of <{', '.join(_type(part) for part in parts if part is not Ellipsis)}>"
    if origin is Union or type(kind).__name__ == "UnionType":
        return " or ".join(_type(part) for part in parts)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"one of {[member.value for member in kind]}"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind.__name__
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    raise PromptError(f"answer_words: {kind!r} is not foreseen; say in _type how it is written")


def _limits(metadata: Iterable[object]) -> str:
    """The bounds among a field's metadata."""
    found = []
    for item in metadata:
        named = [(name, getattr(item, name)) for name in _LIMITS if hasattr(item, name)]
        if not named:
            raise PromptError(f"answer_words: {item!r} is not foreseen; add its name to _LIMITS")
        found += [f"{name} {value}" for name, value in named]
    return f" [{', '.join(sorted(found))}]" if found else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
