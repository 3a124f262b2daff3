"""The table of events: who emits each, and who listens. `python -m infra.docs.events --write` renews it.

It is made from the manifests and the schemas, and stands between two markers in events/README.md.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from haat.manifest import Function, Reaction, Service

ROOT = Path(__file__).parents[2]
README = ROOT / "events" / "README.md"
BEGIN, END = "<!-- events: generated -->", "<!-- /events -->"


@dataclass(frozen=True, slots=True)
class Schema:
    """One JSON Schema under events/."""

    path: str  # "orders/order_placed.v1.json", within events/
    document: dict[str, Any]

    @property
    def event(self) -> str:
        return str(self.document["title"])

    @property
    def version(self) -> int:
        """`order_placed.v1.json` → 1."""
        return int(self.path.removesuffix(".json").rpartition(".v")[2])


def services() -> list[Service]:
    """The manifest of every service under functions/, by name."""
    manifests = sorted(ROOT.glob("functions/*/manifest.py"))
    return [import_module(f"{path.parent.name}.manifest").SERVICE for path in manifests]


def schemas() -> list[Schema]:
    """Every schema under events/, by path."""
    folder = README.parent
    paths = sorted(folder.glob("*/*.json"))
    return [
        Schema(path.relative_to(folder).as_posix(), json.loads(path.read_text(encoding="utf-8")))
        for path in paths
    ]


def table(of: Sequence[Service], described: Sequence[Schema]) -> str:
    """The table in Markdown: one row for each schema."""
    functions = [function for service in of for function in service]
    head = ["| event | version | when | emitted by | heard by |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(_row(schema, functions) for schema in described)])


def _row(schema: Schema, functions: Sequence[Function]) -> str:
    emitters = _names(functions, lambda function: schema.event in function.emits)
    hearers = _names(functions, lambda function: _hears(function, schema.event))
    event = f"[{schema.event}]({schema.path})"
    return f"| {event} | {schema.version} | {schema.document['description']} | {emitters} | {hearers} |"


def _hears(function: Function, event: str) -> bool:
    return isinstance(function, Reaction) and event in function.events


def _names(functions: Iterable[Function], wanted: Callable[[Function], bool]) -> str:
    """The functions in question, by service: "checkout (cancel_order, place_order)"."""
    operations: dict[str, list[str]] = {}
    for function in functions:
        if wanted(function):
            operations.setdefault(function.service, []).append(function.operation)
    named = [f"{service} ({', '.join(sorted(found))})" for service, found in sorted(operations.items())]
    return "<br>".join(named) or "–"


def renewed(readme: str, generated: str) -> str:
    """The text with what stands between the markers replaced. Raises: ValueError without markers."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{README.name} has lost its markers {BEGIN} and {END}")
    return f"{before}{begin}\n{generated}\n{end}{after}"


def main(arguments: Sequence[str]) -> int:
    """Write the table, or say whether it is up to date."""
    parser = argparse.ArgumentParser(prog="python -m infra.docs.events", description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew events/README.md")
    options = parser.parse_args(arguments)
    now = README.read_text(encoding="utf-8")
    then = renewed(now, table(services(), schemas()))
    if options.write:
        README.write_text(then, encoding="utf-8")
    elif now != then:
        print("events/README.md is out of date: python -m infra.docs.events --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
