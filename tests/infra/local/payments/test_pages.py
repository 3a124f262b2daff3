"""The pages on which a person pays by hand."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
import stripe

from infra.local.payments import Provider

SHOP = "http://127.0.0.1:9/thanks?order=o_1"


@dataclass(frozen=True)
class Page:
    status: int
    text: str
    location: str


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is the answer here, not a way to go."""

    def redirect_request(self, *args: Any) -> None:
        return None


class Person:
    """Somebody with a plain browser: opens an address, fills in the form there, presses a button."""

    def __init__(self, provider: Provider) -> None:
        self._url = provider.url
        self._open = urllib.request.build_opener(_Stay).open

    def visit(self, path: str) -> Page:
        return self._ask(self._url + path, None)

    def press(self, page: Page, button: str, value: str, **filled: str) -> Page:
        """Post the page's form with its hidden fields, what was filled in, and the button."""
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        action = re.findall(r'action="([^"]+)"', page.text)[0]
        form = {name: unescape(text) for name, text in hidden.items()} | filled | {button: value}
        return self._ask(self._url + action, urlencode(form).encode())

    def _ask(self, url: str, data: bytes | None) -> Page:
        try:
            with self._open(url, data) as answer:
                return Page(answer.status, answer.read().decode(), "")
        except urllib.error.HTTPError as answer:
            with answer:
                return Page(answer.code, answer.read().decode(), answer.headers.get("Location", ""))


Status = Callable[[], str]


@pytest.fixture
def person(provider: Provider) -> Person:
    return Person(provider)


@pytest.fixture
def path(order: stripe.PaymentIntent) -> str:
    return f"/pay/{order.id}?client_secret={order.client_secret}&return_url={quote(SHOP)}"


@pytest.fixture
def status(api: stripe.StripeClient, order: stripe.PaymentIntent) -> Status:
    return lambda: api.v1.payment_intents.retrieve(order.id).status


def _query(page: Page) -> dict[str, list[str]]:
    assert page.location.startswith(SHOP)
    return parse_qs(urlsplit(page.location).query)


def test_the_page_shows_the_amount_and_the_test_cards(person: Person, path: str) -> None:
    page = person.visit(path)

    assert page.status == 200
    assert "19.99 EUR" in page.text
    assert "pm_card_visa_chargeDeclined" in page.text
    assert "<script" not in page.text


def test_a_good_card_pays_and_leads_back_to_the_shop(
    person: Person, path: str, order: stripe.PaymentIntent, status: Status
) -> None:
    paid = person.press(person.visit(path), "action", "pay", payment_method="pm_card_visa")

    assert (paid.status, status()) == (303, "succeeded")
    assert _query(paid) == {
        "order": ["o_1"],
        "payment_intent": [order.id],
        "payment_intent_client_secret": [order.client_secret],
        "redirect_status": ["succeeded"],
    }


def test_a_declined_card_shows_why_and_lets_the_person_try_again(
    person: Person, path: str, status: Status
) -> None:
    declined = person.press(person.visit(path), "action", "pay", payment_method="pm_card_chargeDeclined")
    assert declined.status == 402
    assert "Your card was declined." in declined.text

    person.press(declined, "action", "pay", payment_method="pm_card_visa")
    assert status() == "succeeded"


def test_a_typed_number_comes_before_the_chosen_card(person: Person, path: str, status: Status) -> None:
    page = person.visit(path)

    filled = {"payment_method": "pm_card_visa", "number": "4000 0000 0000 9995"}
    declined = person.press(page, "action", "pay", **filled)

    assert "Your card has insufficient funds." in declined.text
    assert status() == "requires_payment_method"


@pytest.mark.parametrize(
    ("outcome", "expected"), [("succeeded", "succeeded"), ("failed", "requires_payment_method")]
)
def test_a_person_completes_or_fails_3d_secure(
    person: Person, path: str, status: Status, outcome: str, expected: str
) -> None:
    chosen = {"payment_method": "pm_card_threeDSecure2Required"}
    step = person.press(person.visit(path), "action", "pay", **chosen)
    assert "3-D Secure" in step.text

    finished = person.press(step, "outcome", outcome)

    assert status() == expected
    assert _query(finished)["redirect_status"] == [outcome]


def test_a_person_can_play_the_bank(person: Person, path: str, status: Status) -> None:
    sent = person.press(person.visit(path), "action", "pay", payment_method="pm_usBankAccount_success")
    assert (_query(sent)["redirect_status"], status()) == (["pending"], "processing")

    person.press(person.visit(path), "outcome", "succeeded")

    assert status() == "succeeded"


def test_cancel_leads_back_to_the_shop_with_the_intent_unpaid(
    person: Person, path: str, status: Status
) -> None:
    left = person.press(person.visit(path), "action", "cancel")

    assert (_query(left)["redirect_status"], status()) == (["failed"], "requires_payment_method")


def test_a_paid_intent_offers_nothing_more_to_pay(
    person: Person, path: str, api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    api.v1.payment_intents.confirm(order.id, {"payment_method": "pm_card_visa"})

    page = person.visit(path)

    assert "This payment is succeeded" in page.text
    assert "<form" not in page.text


@pytest.mark.parametrize("path", ["/pay/pi_none?client_secret=x", "/3ds/pi_none", "/pay/"])
def test_a_page_without_its_client_secret_is_not_found(person: Person, path: str) -> None:
    assert person.visit(path).status == 404


def test_another_intents_secret_opens_nothing(person: Person, order: stripe.PaymentIntent) -> None:
    assert person.visit(f"/pay/{order.id}").status == 404
    assert person.visit(f"/pay/{order.id}?client_secret={order.id}_secret_wrong").status == 404


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//127.0.0.1/x", ""])
def test_only_web_addresses_are_returned_to(
    person: Person, order: stripe.PaymentIntent, status: Status, url: str
) -> None:
    page = person.visit(f"/pay/{order.id}?client_secret={order.client_secret}&return_url={quote(url)}")

    paid = person.press(page, "action", "pay", payment_method="pm_card_visa")

    assert (paid.status, paid.location, status()) == (200, "", "succeeded")


def test_what_the_shop_says_is_text_on_the_page(
    person: Person, path: str, api: stripe.StripeClient, order: stripe.PaymentIntent
) -> None:
    api.v1.payment_intents.update(order.id, {"description": "<script>alert(1)</script>"})

    page = person.visit(path + quote('"><script>'))

    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
