"""Card numbers: we never take one, so that none can leak (PCI DSS, SAQ A). Standard library only.

A number is a card's if it has a length and a beginning that a scheme issues and passes Luhn's check. Its
digits may be grouped, and what follows them, such as "12/28" or "123", does not hide it. Barcodes of 12 or
13 digits are none: no scheme issues such numbers (Visa stopped decades ago). Those of cartons have 14, like
Diners Club's cards, so fields that name a thing are not looked at, and neither are secrets, which are kept
as hashes: see `names_a_thing`.
"""

import re
from collections.abc import Iterator

_LONG = re.compile(r"\d(?:[ -]?\d){13}")
_GROUPED = re.compile(r"(?<!\d)\d(?:[ -]?\d){13,18}(?!\d)")
# As on a card, whatever stands before or after: 4-4-4-4, 4-6-5, 4-6-4 or without groups.
_PRINTED = re.compile(
    r"(?<!\d)(?=(\d{14,19}(?!\d)|\d{4}(?:[ -]\d{4}){3}(?!\d)|\d{4}[ -]\d{6}[ -]\d{4,5}(?!\d)))"
)
_ISSUED = re.compile(
    r"3(?:0[0-59]|[689])\d{11}"  # Diners Club
    r"|3[47]\d{13}"  # American Express
    r"|(?:4|5[0-8]|6|2(?:2[2-9]|[3-6]|7[01]|720)|3(?:0[0-59]|[5689]))\d+(?<=\d{16})"  # the others, and JCB
)
_WITHOUT_GROUPS = str.maketrans("", "", " -")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_THINGS = re.compile(
    r"(?!postal_code)(?:.*_)?(?:id|ids|sku|skus|gtin|ean|upc|isbn|barcode|code|codes|cursor|key|number|slug|token|tracking"
    r"|password|second_factor|state|browser|nonce)"
)


def find_card_number(text: str) -> str | None:
    """A card number in a text, as it is written there; None if there is none."""
    start, end = next(_places(text), (0, 0))
    return text[start:end] or None


def without_card_numbers(text: str, instead: str) -> str:
    """The text with something else in the place of each card number."""
    kept, upto = "", 0
    for start, end in sorted(_places(text)):
        if start >= upto:
            kept += text[upto:start] + instead
        upto = max(upto, end)
    return kept + text[upto:]


def names_a_thing(field: str) -> bool:
    """Whether a field, by its name, holds an identifier, a barcode or a secret."""
    return _THINGS.fullmatch(field.lower()) is not None


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where the card numbers of a text begin and end."""
    if not _LONG.search(text):
        return
    yield from (found.span() for found in _GROUPED.finditer(text) if _is_card(found.group()))
    yield from (found.span(1) for found in _PRINTED.finditer(text) if _is_card(found.group(1)))


def _is_card(text: str) -> bool:
    digits = [int(digit) for digit in text.translate(_WITHOUT_GROUPS)]  # of any script
    return _ISSUED.fullmatch("".join(map(str, digits))) is not None and _luhn(digits)


def _luhn(digits: list[int]) -> bool:
    """ISO/IEC 7812-1: every second digit from the right doubled, the digits' sum a multiple of ten."""
    return (sum(digits[-1::-2]) + sum(_DOUBLED[digit] for digit in digits[-2::-2])) % 10 == 0
