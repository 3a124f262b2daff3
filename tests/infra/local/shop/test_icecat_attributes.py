"""Attributes from Icecat's typed columns."""

import pytest

from infra.local.shop.icecat_attributes import attributes_of


def test_text_number_and_yes_or_no_keep_their_types() -> None:
    record = {"attr_t_colour": "Black", "attr_n_weight": 46.5, "attr_n_ports": 4.0, "attr_b_wi_fi": False}
    assert attributes_of(record) == {"colour": "Black", "weight": 46.5, "ports": 4, "wi_fi": False}
    assert type(attributes_of(record)["ports"]) is int


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("attr_t_dimensions__wxdxh_", "dimensions_wxdxh"),
        ("attr_b_4g_lte", "with_4g_lte"),
        ("attr_t_Colour of Lid", "colour_of_lid"),
        ("attr_t_" + "long_" * 20, "long_" * 11 + "long"),
    ],
)
def test_a_name_is_tidied_into_a_key(column: str, key: str) -> None:
    assert attributes_of({column: "x"}) == {key: "x"}


@pytest.mark.parametrize("value", ["", " <br /> ", None, [], {}, float("nan"), float("inf"), 10.0**300])
def test_a_value_that_says_nothing_is_left_out(value: object) -> None:
    assert attributes_of({"attr_t_nothing": value}) == {}


def test_a_column_that_is_no_attribute_is_left_out() -> None:
    assert attributes_of({"title": "x", "attr_x_colour": "x", "attr_t_": "x", "attr_t_éé": "x"}) == {}


def test_of_two_columns_with_one_name_the_first_counts() -> None:
    assert attributes_of({"attr_t_size": "A4", "attr_n_size": 4.0}) == {"size": "A4"}


def test_a_long_value_is_clipped() -> None:
    assert attributes_of({"attr_t_note": "x" * 201}) == {"note": "x" * 199 + "…"}


def test_of_too_many_attributes_those_of_the_pallet_go_first() -> None:
    record: dict[str, object] = {"attr_n_pallet_weight": 1.0, "attr_n_package_width": 2.0}
    record |= {f"attr_n_feature_{number}": 1.0 for number in range(59)}
    kept = attributes_of(record)
    assert len(kept) == 60
    assert "pallet_weight" in kept
    assert "package_width" not in kept
