"""What of a row is about a person, by the names that its members have everywhere, and what is left of it once
the person is erased. Standard library only.

Amounts, dates, ids, and the country and region by which an order was taxed stay: they are the shop's books.
Who somebody is goes: name, address, telephone, e-mail, device.
"""

import json
from collections.abc import Callable

Scrub = Callable[[str, object], object]
ERASED = "–"
_NO_MAIL = "erased.invalid"  # RFC 2606, 2: no such domain will ever be
_GONE: dict[str, object] = {
    "first_name": None,
    "last_name": None,
    "phone": None,
    "author_name": "",
    "device": "",
    "address_hash": "0" * 64,  # of an e-mail address, which can be guessed by it; this is nobody's
}
_EMAILS = ("email", "new_email", "former_email")
_PLACES = ("address", "shipping_address")
_OF_A_PLACE: dict[str, object] = {
    "name": ERASED,
    "line1": ERASED,
    "line2": None,
    "city": ERASED,
    "postal_code": ERASED,
}


def erased_email(customer_id: str) -> str:
    """What stands where the address of an erased customer was; no mail arrives there."""
    return f"{customer_id}@{_NO_MAIL}"


def is_erased_email(email: str) -> bool:
    """Whether this stands for the address of somebody who is erased."""
    return email.endswith(f"@{_NO_MAIL}")


def scrubbed(value: object, customer_id: str) -> object:
    """A value as JSON has it, without what says who the customer is. Scrubbing it again changes nothing."""
    if isinstance(value, list):
        return [scrubbed(part, customer_id) for part in value]
    if not isinstance(value, dict):
        return value
    return {name: _member(name, part, customer_id) for name, part in value.items()}


def scrubbed_attribute(name: str, text: str, customer_id: str) -> str:
    """The text of one attribute of an item, be it a plain one or JSON, scrubbed."""
    if text[:1] not in ("{", "["):
        after = _member(name, text, customer_id)
        return after if isinstance(after, str) else ""
    try:
        before = json.loads(text)
    except ValueError:  # a text that happens to begin so
        return text
    after = _member(name, before, customer_id)
    return text if after == before else json.dumps(after, ensure_ascii=False, separators=(",", ":"))


def _member(name: str, value: object, customer_id: str) -> object:
    if value is None:
        return None
    if name in _EMAILS:
        return erased_email(customer_id)
    if name in _GONE:
        return _GONE[name]
    if name in _PLACES and isinstance(value, dict):
        return {part: _OF_A_PLACE.get(part, inner) for part, inner in value.items()}
    return scrubbed(value, customer_id)
