"""Cells of a sheet: text that no spreadsheet takes for a formula, and values that come back as they were."""

import json
import re

from haat.errors import MalformedJson
from haat.http import parse

# What makes a spreadsheet calculate (OWASP, CSV injection), full-width signs included; a cell that has an
# apostrophe before it gets one more, so that taking one away gives every text back.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_SCALAR = re.compile(r'-?\d|true$|false$|"')


def shown(text: str) -> str:
    """A cell as it is written."""
    return f"'{text}" if _FORMULA.match(text) else text


def read(cell: str) -> str:
    """The text of a cell that was written by `shown`, or by somebody else."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def scalar(text: str) -> object:
    """What a cell says that may be a text, a number, true or false: `"15"` in quotes is a text."""
    if not _SCALAR.match(text):
        return text
    value = parse.decoded(text.encode())
    return text if isinstance(value, MalformedJson | dict | list) else value


def scalar_text(value: object) -> str:
    """A cell that `scalar` reads as this value."""
    if isinstance(value, str) and scalar(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)
