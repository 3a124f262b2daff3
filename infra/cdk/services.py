"""The services, found by their folders: whoever has a manifest takes part."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from haat import settings
from haat.manifest import Function, Service
from haat.settings import Setting

ROOT = Path(__file__).parents[2]
FUNCTIONS = ROOT / "functions"
KERNEL = ROOT / "layers" / "haat" / "python" / "haat"

FunctionT = TypeVar("FunctionT", bound=Function)


def discover() -> tuple[Service, ...]:
    """Every service under functions/, in alphabetical order."""
    names = sorted(path.parent.name for path in FUNCTIONS.glob("*/manifest.py"))
    return tuple(importlib.import_module(f"{name}.manifest").SERVICE for name in names)


def functions_of(services: tuple[Service, ...], kind: type[FunctionT]) -> Iterator[FunctionT]:
    """All endpoints, or all tasks, … of some services."""
    return (declared for service in services for declared in service if isinstance(declared, kind))


def settings_of(services: tuple[Service, ...]) -> set[str]:
    """Names of every environment variable that the kernel or a service declares."""
    kernel = [value for value in vars(settings).values() if isinstance(value, Setting)]
    own = [setting for declared in functions_of(services, Function) for setting in declared.settings]
    return {setting.name for setting in (*kernel, *own)}


def camel(operation: str) -> str:
    """ "await_payment" → "AwaitPayment"."""
    return "".join(word.title() for word in operation.replace("-", "_").split("_"))
