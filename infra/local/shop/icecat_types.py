"""What an Icecat product is, in a few words: "notebook case" or "toner cartridge".

Icecat's titles are made of the maker, the product's name, what it is and what can be measured of it:
"Xerox | 006R90321 | toner cartridge | Original Black 6 pc(s)". So what follows the name, up to the first word
that is none of plain lower case, is Icecat's own word. Where the title ends with the name, or the record has
a better word among its attributes, that is taken; else the last thing in the first part of the title that is
known to be one, or what all products of its category are.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from infra.local.shop.icecat_text import plain

TABLE = Path(__file__).parent / "icecat_types.toml"
# Words of a type in capitals; everything else in capitals is a property.
_WORD = re.compile(
    r"[a-z][a-z/'’-]*|USB|PC|TV|LCD|GPS|CCTV|\((?:UPS|PDU)\)|KVM|PS/2|DVD|CD|SSD|NAS|IP|AV|POS|LED|RFID|SIM|AC"
    r"|MP[34]|MP3/MP4|DVD/Blu-Ray|Blu-Ray"
)
_NO_ENDS = frozenset(("USB", "PS/2", "IP", "indoor", "portable"))  # begin the properties more often
_NO_TYPE = frozenset(
    ("not categorized", "system", "spares and accessories", "raid", "number", "renewal", "frame")
)
# From here on a title tells what the product goes with.
_REST = re.compile(
    r"\s[-–—]\s|[,;(\[]|\s(?:with|w/|for|f/|from|by|to|in|compatible|replaces|incl\.?|including)\s",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\S)\d\S*")


def type_of(record: Mapping[str, object], category: str) -> str:
    """The type in lower case and a form that types of one sort share; empty if nothing tells."""
    title, name, maker, told = (
        _text(record, field) for field in ("title", "name", "supplier", "attr_t_product_type")
    )
    before, behind = _known(title, maker)
    always, at_last = (_table()[when].get(category, "") for when in ("of_category", "else_of_category"))
    guesses = (_after(title, name), _told(told), before, always, behind, at_last)
    found = next((guess for guess in guesses if guess), "")
    return _table()["same"].get(found, found)


def _after(title: str, name: str) -> str:
    """Icecat's own word, between the name and the properties."""
    _, _, rest = title.partition(name) if name else ("", "", "")
    words = []
    for word in rest.split():
        if not _WORD.fullmatch(word):
            break
        words.append(word)
    while words and words[-1] in _NO_ENDS:
        words.pop()
    return _told(" ".join(words))


def _told(text: str) -> str:
    told = re.sub(r"\s*\(.*?\)", "", text).lower()
    return "" if told in _NO_TYPE or told.isdigit() else told


def _known(title: str, maker: str) -> tuple[str, str]:
    """The last thing that the title's first part names before any number, and the last up to a later one."""
    rest = title.removeprefix(maker).strip().lower()
    end = _REST.search(f"{rest} ", 3)
    between_numbers = _NUMBER.split(rest[: end.start()] if end else rest)
    before, *behind = (_things().findall(part) for part in between_numbers)
    return next(reversed(before), ""), next((things[-1] for things in behind if things), "")


def _text(record: Mapping[str, object], field: str) -> str:
    value = record.get(field)
    return plain(value) if isinstance(value, str) else ""


@cache
def _things() -> re.Pattern[str]:
    longest_first = sorted(_table()["things"], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?:s|es)?(?!\w)")


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
