"""The README's tables of endpoints and problems, between markers that say where they come from."""

from collections.abc import Iterator
from pathlib import Path

from haat.errors import Problem
from haat.manifest import Endpoint, Service
from haat.permissions import GROUPS, Permission, permitted
from infra.cdk.openapi import problems
from infra.cdk.openapi.handlers import describe
from infra.cdk.services import functions_of

_AUTH = {
    "public": "anyone",
    "cart_holder": "guest or customer",
    "order_holder": "customer, or who has the link",
    "customer": "customer",
    "provider": "payment provider",
}


class MarkersMissing(ValueError):
    """The file has no place for a table."""


def endpoint_table(services: tuple[Service, ...]) -> str:
    """Method, path, who may call, what it does."""
    rows = [
        f"| {one.method} | `{one.path}` | {_caller(one)} | {one.summary} |"
        for one in sorted(functions_of(services, Endpoint), key=lambda one: (one.path, one.method))
    ]
    return "\n".join(["| | Path | Who | What |", "|---|---|---|---|", *rows])


def _caller(declared: Endpoint) -> str:
    return f"staff: `{declared.permission}`" if declared.permission else _AUTH[declared.auth]


def role_table() -> str:
    """What each role may do."""
    rows = [
        f"| `{permission}` | {' | '.join('✓' if permitted([role], permission) else '' for role in GROUPS)} |"
        for permission in Permission
    ]
    names = " | ".join(f"`{role}`" for role in GROUPS)
    return "\n".join([f"| | {names} |", "|---" * (len(GROUPS) + 1) + "|", *rows])


def problem_table(services: tuple[Service, ...]) -> str:
    """Status, code, title of every problem that a client may meet."""
    rows = sorted({(kind.status, kind.code(), kind.title()) for kind in _problems(services)})
    lines = [f"| {status} | `{code}` | {title} |" for status, code, title in rows]
    return "\n".join(["| Status | Code | Meaning |", "|---|---|---|", *lines])


def _problems(services: tuple[Service, ...]) -> set[type[Problem]]:
    """What endpoints declare, and the most specific kinds of those that declare no more than a base."""
    answered = {
        kind for one in functions_of(services, Endpoint) for kind in problems.problems_of(describe(one))
    }
    ours = {"haat", *(service.name for service in services)}
    leaves = {kind for kind in _leaves(Problem) if kind.__module__.partition(".")[0] in ours}
    return (answered | leaves) - {Problem}


def _leaves(kind: type[Problem]) -> Iterator[type[Problem]]:
    below = kind.__subclasses__()
    if not below:
        yield kind
    for each in below:
        yield from _leaves(each)


def written_into(text: str, services: tuple[Service, ...]) -> str:
    """The text of a README with its tables as they should be.

    Raises: MarkersMissing.
    """
    tables = {
        "endpoints": endpoint_table(services),
        "roles": role_table(),
        "problems": problem_table(services),
    }
    for name, table in tables.items():
        begin, end = f"<!-- {name}: generated -->", f"<!-- /{name} -->"
        before, found, rest = text.partition(begin)
        _, found_end, after = rest.partition(end)
        if not (found and found_end):
            raise MarkersMissing(f"README.md has no lines {begin} and {end}")
        text = f"{before}{begin}\n{table}\n{end}{after}"
    return text


def update(readme: Path, services: tuple[Service, ...]) -> None:
    """Write the tables into the file. Raises: MarkersMissing."""
    readme.write_text(written_into(readme.read_text(), services))
