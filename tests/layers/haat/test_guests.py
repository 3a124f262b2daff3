"""Customers without an account."""

import re

from haat.guests import guest_id, is_guest


def test_a_guest_is_known_by_the_address_however_it_is_spelled() -> None:
    known = guest_id("Ada@Example.com")
    assert re.fullmatch("gst_[0-9a-f]{26}", known)
    assert {known} == {guest_id("ada@example.com"), guest_id("\uff41da@EXAMPLE.com")}
    assert known != guest_id("ida@example.com")
    assert "ada@" not in known


def test_a_guest_is_told_from_a_customer() -> None:
    assert is_guest(guest_id("ada@example.com"))
    assert not is_guest("usr_01kawz9d2hq4m7x0t3f5b8n6cv")
