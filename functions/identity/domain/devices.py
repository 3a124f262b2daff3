"""Devices that have logged in before: each keeps a token that says so, of one address.

It opens nothing. Whoever shows it is counted by themselves when they guess, not with the place they are in.
"""

import re

from haat import derived

_PURPOSE = "devices that have logged in, 1"
_TOKEN = re.compile(r"(?P<device>fam_[0-9a-z]{26})\.(?P<tag>[0-9a-f]{64})")


def token_of(device: str, address_hash: str) -> str:
    """What a device keeps; it goes by the session that it began."""
    return f"{device}.{derived.tag(_PURPOSE, _claim(device, address_hash))}"


def device_of(token: str, address_hash: str) -> str | None:
    """The device that has logged in with this address; None if the token does not say so."""
    parts = _TOKEN.fullmatch(token)
    if parts is None or not derived.is_tag(parts["tag"], _PURPOSE, _claim(parts["device"], address_hash)):
        return None
    return parts["device"]


def _claim(device: str, address_hash: str) -> str:
    return f"{device}\n{address_hash}"
