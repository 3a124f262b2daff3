"""Card numbers: we never take one, so that none can leak (PCI DSS, SAQ A). Standard library only.

A number is a card's if it has 13 to 19 digits, spaces or dashes between them or not, begins as the schemes'
numbers do and passes Luhn's check. One in ten barcodes that begin like a card passes too, so fields that name
a thing are not looked at, and neither are secrets, which are kept as hashes: see `names_a_thing`.
"""

import re

_CANDIDATE = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_SCHEMES = re.compile(r"4|5[0-8]|2(?:2[2-9]|[3-6]|7[01]|720)|3(?:[0689]|4|5|7)|6")
_THINGS = re.compile(
    r"(?!postal_code)(?:.*_)?(?:id|ids|sku|skus|gtin|ean|upc|isbn|barcode|code|codes|cursor|key|number|phone|slug|token|tracking"
    r"|password|second_factor|state|browser|nonce)"
)


def first_card_number(text: str) -> str | None:
    """The first card number in a text, as it is written there; None if there is none."""
    return next((found for found in _CANDIDATE.findall(text) if _is_card(found)), None)


def without_card_numbers(text: str, instead: str) -> str:
    """The text with something else in the place of each card number."""
    return _CANDIDATE.sub(lambda found: instead if _is_card(found.group()) else found.group(), text)


def names_a_thing(field: str) -> bool:
    """Whether a field, by its name, holds an identifier, a barcode, a telephone number or a secret."""
    return _THINGS.fullmatch(field.lower()) is not None


def _is_card(text: str) -> bool:
    digits = [int(character) for character in text if character.isdigit()]
    plain = "".join(map(str, digits))
    return _SCHEMES.match(plain) is not None and _luhn(digits)


def _luhn(digits: list[int]) -> bool:
    """ISO/IEC 7812-1: every second digit from the right doubled, the digits' sum a multiple of ten."""
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
