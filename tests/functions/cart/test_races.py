"""Two changes of one cart at once: both happen, or one is told so. Nothing is lost."""

from collections import Counter

from cart import changes
from tests.functions.cart.conftest import Rivals
from tests.functions.cart.support import Shopper, quantities, sku_row, stock


def test_a_lost_race_is_run_again_on_what_the_winner_left(rivals: Rivals) -> None:
    customer = Shopper(customer_id="usr_1")
    rivals.append(lambda: customer.add("mug"))

    response = customer.add("mug")

    assert (response.status, quantities(response)) == (201, {"mug": 2})


def test_fifty_adds_at_once_make_fifty_lines(rivals: Rivals) -> None:
    """Each reads before any saves: the last to read saves first, and all others lose a race."""
    customer = Shopper(customer_id="usr_1")
    skus = [f"sku{n:02}" for n in range(50)]
    for sku in skus:
        stock(sku_row(sku))
    statuses: Counter[int] = Counter()

    def add(place: int) -> None:
        if place + 1 < len(skus):
            rivals.append(lambda: add(place + 1))
        statuses[customer.add(skus[place]).status] += 1

    add(0)

    assert statuses == {201: 50}
    assert quantities(customer.show()) == dict.fromkeys(skus, 1)


def test_who_loses_every_race_is_told_to_come_again_and_has_changed_nothing(rivals: Rivals) -> None:
    customer = Shopper(customer_id="usr_1")
    rivals += [lambda: customer.add("mug")] * changes.ATTEMPTS

    response = customer.add("kettle")

    assert (response.status, response.json["code"]) == (409, "cart_contended")
    assert response.headers["retry-after"] == "1"
    assert quantities(customer.show()) == {"mug": changes.ATTEMPTS}


def test_a_race_won_in_the_last_attempt_is_won(rivals: Rivals) -> None:
    customer = Shopper(customer_id="usr_1")
    rivals += [lambda: customer.add("mug")] * (changes.ATTEMPTS - 1)

    assert quantities(customer.add("kettle")) == {"mug": changes.ATTEMPTS - 1, "kettle": 1}


def test_two_first_adds_at_once_share_one_cart(rivals: Rivals) -> None:
    customer = Shopper(customer_id="usr_1")
    rivals.append(lambda: customer.add("kettle"))

    customer.add("mug")

    assert quantities(customer.show()) == {"mug": 1, "kettle": 1}


def test_a_change_under_if_match_does_not_run_again_on_another_version(rivals: Rivals) -> None:
    customer = Shopper(customer_id="usr_1")
    tag = {"if-match": customer.add("mug").headers["etag"]}
    rivals.append(lambda: customer.add("kettle"))

    assert customer.set("mug", 9, tag).status == 412
    assert quantities(customer.show()) == {"mug": 1, "kettle": 1}


def test_two_merges_at_once_take_the_guests_lines_once(rivals: Rivals) -> None:
    guest = Shopper()
    guest.add("mug", 2)
    customer = Shopper(guest.token, "usr_1")
    rivals.append(customer.merge)

    response = customer.merge()

    assert (response.status, quantities(response)) == (200, {"mug": 2})


def test_a_guests_add_during_the_merge_is_merged_too(rivals: Rivals) -> None:
    guest = Shopper()
    guest.add("mug", 2)
    rivals.append(lambda: guest.add("kettle"))

    response = Shopper(guest.token, "usr_1").merge()

    assert quantities(response) == {"mug": 2, "kettle": 1}
    assert quantities(guest.show()) == {}


def test_a_merge_during_a_guests_add_leaves_the_new_line_for_the_next_merge(rivals: Rivals) -> None:
    guest = Shopper()
    guest.add("mug", 2)
    customer = Shopper(guest.token, "usr_1")
    rivals.append(customer.merge)

    guest.add("kettle")

    assert quantities(guest.show()) == {"kettle": 1}
    assert quantities(customer.show()) == {"mug": 2, "kettle": 1}


def test_a_customers_add_during_the_merge_is_kept(rivals: Rivals) -> None:
    guest = Shopper()
    guest.add("mug", 2)
    rivals.append(lambda: Shopper(customer_id="usr_1").add("lamp"))

    assert quantities(Shopper(guest.token, "usr_1").merge()) == {"lamp": 1, "mug": 2}


def test_two_customers_merging_one_guest_at_once_do_not_both_get_the_lines(rivals: Rivals) -> None:
    guest = Shopper()
    guest.add("mug", 2)
    rivals.append(Shopper(guest.token, "usr_1").merge)

    assert quantities(Shopper(guest.token, "usr_2").merge()) == {}
    assert quantities(Shopper(customer_id="usr_1").show()) == {"mug": 2}
