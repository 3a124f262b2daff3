"""How a handler gets what it asks for: its parameters' annotations say it.

The first parameter is what the invocation brings. Every other one is built from its annotation without
arguments, once per cold start; a test passes its own instead: `handler.function(call, FakeNotes())`.
"""

import inspect
import typing
from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, ParamSpec, TypeVar

from haat import cursors_secret, link_keys

P = ParamSpec("P")
R = TypeVar("R")
DeclaredT = TypeVar("DeclaredT")


class Wired(Generic[DeclaredT, P, R]):
    """A function with the manifest's declaration of it."""

    def __init__(self, declared: DeclaredT, function: Callable[P, R]) -> None:
        self.declared = declared
        self.function = function
        self.__doc__ = function.__doc__

    @property
    def given_type(self) -> Any:
        """The annotation of the first parameter."""
        return self._parameters[0]

    @property
    def returned_type(self) -> Any:
        """The annotation of what the function returns."""
        return self._hints.get("return")

    def run(self, given: object) -> Any:
        """Call the function with `given` and its dependencies."""
        link_keys.read_by(cursors_secret.read)
        function: Callable[..., Any] = self.function
        return function(given, *self._dependencies)

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return typing.get_type_hints(self.function)

    @cached_property
    def _parameters(self) -> list[Any]:
        return [self._hints[name] for name in inspect.signature(self.function).parameters]

    @cached_property
    def _dependencies(self) -> list[object]:
        return [made() for made in self._parameters[1:]]
