"""What a handler takes and gives, read from its annotations."""

import importlib
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from haat.errors import Problem
from haat.http.answer import Answer, Binary
from haat.http.endpoint import Handler, Replay
from haat.http.once import AlreadyAnswered
from haat.manifest import Endpoint

_REPEATED = (AlreadyAnswered, Replay)  # answers that were described when they were given first


@dataclass(frozen=True, slots=True)
class Described:
    """An endpoint with its types. `input`, `output`: NoneType where there is no body or query."""

    declared: Endpoint
    doc: str
    input: Any
    output: Any
    not_modified: bool  # whether it may answer 304
    problems: tuple[type[Problem], ...]  # that the handler itself returns

    @property
    def binary(self) -> bool:
        """Whether a success is a body of bytes, a class derived from `Binary`."""
        return isinstance(self.output, type) and issubclass(self.output, Binary)


def describe(declared: Endpoint) -> Described:
    """Import the endpoint's module and read its handler."""
    handler: Handler[..., Any] = importlib.import_module(declared.module).handler
    returned = [kind for kind in _members(handler.returned_type) if kind not in _REPEATED]
    outputs = [_content(kind) for kind in returned if not _is_problem(kind)]
    bodies = [kind for kind in outputs if kind is not types.NoneType] or [types.NoneType]
    return Described(
        declared,
        doc=(handler.__doc__ or "").strip(),
        input=handler.input_type,
        output=typing.Union[tuple(bodies)],  # noqa: UP007 -- the members are known at run time only
        not_modified=len(outputs) > len(bodies),
        problems=tuple(kind for kind in returned if _is_problem(kind)),
    )


def _members(annotation: Any) -> Iterator[Any]:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        for member in typing.get_args(annotation):
            yield from _members(member)
    else:
        yield annotation


def _is_problem(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Problem)


def _content(kind: Any) -> Any:
    """`Answer[Note]` → Note."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is Answer else kind
