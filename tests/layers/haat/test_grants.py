"""Rights, as data."""

from haat.grants import Bus, KeySpace, Table

CART = KeySpace("CART#")
SHELF = KeySpace("SHELF#")


def test_a_key_space_makes_keys_of_its_prefix() -> None:
    assert CART.key("g", 12) == "CART#g#12"
    assert CART.key() == "CART#"


def test_a_grant_names_any_number_of_key_spaces() -> None:
    grant = Table(("GetItem", "PutItem"), CART, SHELF, index=True)
    assert (grant.actions, grant.spaces, grant.index) == (("GetItem", "PutItem"), (CART, SHELF), True)


def test_grants_are_equal_by_value_so_that_the_same_right_is_given_once() -> None:
    assert Table(("GetItem",), CART) == Table(("GetItem",), CART) != Table(("GetItem",), SHELF)
    assert len({Table(("GetItem",), CART), Table(("GetItem",), CART), Bus(), Bus()}) == 2
