"""From a letter to a mail: HTML and text that say the same.

The templates are plain `string.Template` files, which cost no import. Whatever goes into the HTML is
escaped here, and a value is never read as a template again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from string import Template

from notifications.domain import Letter, Line, one_line

_ADDRESS = re.compile(r'[^\s@,;:<>()\[\]\\"]+@[^\s@,;:<>()\[\]\\"]+')  # identity is stricter


class AddressInvalid(ValueError):
    """An address that is none, or more than one."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, ready to be sent."""

    to: str
    subject: str
    html: str
    text: str


def render(letter: Letter) -> Mail:
    """The mail of a letter. Raises: ValueError for an address that cannot be one."""
    return Mail(_address(letter.to), one_line(letter.subject), _html(letter), _text(letter))


def _address(email: str) -> str:
    """The one address that this is, as SES takes it: its domain in ASCII."""
    if not _ADDRESS.fullmatch(email):
        raise AddressInvalid(email)
    local, _, domain = email.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def _text(letter: Letter) -> str:
    blocks = [letter.heading, *letter.paragraphs]
    blocks.append("\n".join(f"{label}: {one_line(value)}" for label, value in letter.facts))
    if letter.sums:
        lines = [_line_of_text(line) for line in letter.lines]
        blocks.append("\n".join([*lines, *(f"{label}: {amount}" for label, amount in letter.sums)]))
    blocks.append(f"{letter.link_label}:\n{letter.link}")
    blocks.append(letter.closing)
    return "\n\n".join(blocks) + "\n"


def _line_of_text(line: Line) -> str:
    return f"{line.quantity} × {one_line(line.name)}, {line.unit_price} each: {line.line_total}"


def _html(letter: Letter) -> str:
    return _template("letter").substitute(
        subject=_escaped(letter.subject),
        heading=_escaped(letter.heading),
        paragraphs="".join(_filled("paragraph", {"text": text}) for text in letter.paragraphs),
        facts="".join(_filled("fact", {"label": label, "value": value}) for label, value in letter.facts),
        lines=_lines(letter),
        link=_escaped(letter.link),
        link_label=_escaped(letter.link_label),
        closing=_escaped(letter.closing),
    )


def _lines(letter: Letter) -> str:
    """The table of what was ordered; nothing for a letter that is about no lines."""
    if not letter.sums:
        return ""
    rows = "".join(_row(line) for line in letter.lines)
    sums = "".join(_filled("sum", {"label": label, "amount": str(amount)}) for label, amount in letter.sums)
    return _template("lines").substitute(rows=rows, sums=sums)


def _row(line: Line) -> str:
    texts = {
        "name": line.name,
        "quantity": str(line.quantity),
        "each": str(line.unit_price),
        "price": str(line.line_total),
    }
    return _filled("line", texts)


def _filled(template: str, texts: Mapping[str, str]) -> str:
    """A template with texts in its places, escaped."""
    return _template(template).substitute({place: _escaped(text) for place, text in texts.items()})


def _escaped(text: str) -> str:
    return escape(one_line(text), quote=True)


@cache
def _template(name: str) -> Template:
    file = resources.files("notifications").joinpath("templates", f"{name}.html")
    return Template(file.read_text(encoding="utf-8"))
