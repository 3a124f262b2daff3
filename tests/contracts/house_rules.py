"""Rules of this house that no linter knows, as they are read off the syntax tree: each finding in words."""

import ast
from collections.abc import Iterator

LOGGING = {"critical", "debug", "error", "exception", "info", "log", "warning"}
# What a client has sent, whole: of it a log may say one value that was thought of, and never all.
SENT = {"body", "claims", "event", "headers", "input", "raw", "raw_body", "query_string"}
RUNNING = {"__import__", "compile", "eval", "exec"}
UNVERIFIED = {"CERT_NONE", "_create_unverified_context"}
OFF = {"check_hostname", "verify", "verify_signature", "verify_ssl", "tls_verify"}


def findings(source: str) -> list[str]:
    """What is against the rules, the first line first."""
    tree = ast.parse(source)
    return [said for node in ast.walk(tree) for said in _of(node)]


def _of(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call():
            yield from _of_call(node)
        case ast.Assign(targets=[ast.Subscript(value=ast.Attribute(attr="properties"))], value=value):
            yield from _told(node.lineno, _names(value))
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in UNVERIFIED:
            yield f"{node.lineno}: {name} believes anybody"
        case ast.keyword(arg=str(name), value=value):
            yield from _of_pair(node.lineno, name, value)
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield from _of_pair(node.lineno, key.value, value)


def _of_call(node: ast.Call) -> Iterator[str]:
    match node.func:
        case ast.Name(id=name) if name in RUNNING:
            yield f"{node.lineno}: {name} runs what it is given"
        case ast.Name(id="print"):
            yield f"{node.lineno}: only haat.observability writes to the log"
        case ast.Attribute(attr=name) if name in LOGGING:
            yield from _told(node.lineno, _names(node))


def _told(line: int, names: set[str]) -> Iterator[str]:
    if names & SENT:
        yield f"{line}: a log is told what a client has sent: {names & SENT}"


def _of_pair(line: int, name: str, value: ast.expr) -> Iterator[str]:
    if name in OFF and isinstance(value, ast.Constant) and value.value is False:
        yield f"{line}: {name} is switched off"
    if name == "shell" and not (isinstance(value, ast.Constant) and value.value is False):
        yield f"{line}: a shell runs what it is given"
    if name.endswith(("Expression", "Statement")) and _is_put_together(value):
        yield f"{line}: {name} is put together: values belong into ExpressionAttributeValues"


def _is_put_together(value: ast.expr) -> bool:
    """An f-string with something in it, text that is added or filled in."""
    match value:
        case ast.JoinedStr(values=parts):
            return any(isinstance(part, ast.FormattedValue) for part in parts)
        case ast.BinOp(op=ast.Add() | ast.Mod()) | ast.Call(func=ast.Attribute(attr="format" | "join")):
            return True
    return False


def _names(node: ast.AST) -> set[str]:
    """The names and attributes that are read in the arguments of a call, or in a value."""
    parts = [*node.args, *(one.value for one in node.keywords)] if isinstance(node, ast.Call) else [node]
    inner = [part for one in parts for part in ast.walk(one)]
    whole = {part.id for part in inner if isinstance(part, ast.Name)}
    return whole | {part.attr for part in inner if isinstance(part, ast.Attribute)}
