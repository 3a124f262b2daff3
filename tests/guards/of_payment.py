"""Guards between the shop and its payment provider."""

import pytest
import stripe

from checkout import placing
from haat import ids
from payments import domain, verifying
from payments.domain import Intent, Outcome, Payment
from payments.gateway import webhooks
from payments.intents import Intents
from tests.guards.guard import guard


@guard(
    "G2",
    "the provider's idempotency key is stored before the call",
    "tests/functions/payments/test_making_intents.py",
)
def make_up_keys(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Payment, "create_key", property(lambda _: ids.new_token()))


@guard(
    "G4",
    "nobody can pay any more before stock is released",
    "tests/functions/payments/test_closing_intents.py",
    "tests/functions/checkout/test_journeys.py",
)
def leave_intents_open(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Intents, "close", lambda _, payment_id: Outcome.CANCELLED)


@guard(
    "G5",
    "money that comes late is due to go back",
    "tests/functions/payments/test_domain.py",
    "tests/functions/checkout/test_journeys_of_money.py",
)
def keep_late_money(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(domain, "came_late", lambda *_, **__: None)


@guard(
    "G6",
    "a webhook is believed by its signature, its age and its mode",
    "tests/functions/payments/test_gateway_webhooks.py",
)
def believe_anybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stripe.WebhookSignature, "verify_header", lambda *_: True)
    patch.setattr(webhooks, "TOLERANCE_S", 10**12)


@guard(
    "G7",
    "the provider's own word on amount, currency, order and customer",
    "tests/functions/checkout/test_journeys_of_money.py",
    "tests/scenarios/test_completing.py",
)
def take_any_money(patch: pytest.MonkeyPatch) -> None:
    def matches(payment: Payment, intent: Intent) -> bool:
        return True

    patch.setattr(verifying, "matches", matches)


@guard(
    "G19",
    "nothing is reserved beside a side effect",
    "tests/scenarios/test_completing.py",
    "tests/functions/checkout/test_place_order_refused.py",
)
def ask_the_provider_first(patch: pytest.MonkeyPatch) -> None:
    writes_of = placing._placing

    def with_an_intent(*given: object) -> object:
        (payment,) = [value for value in given if isinstance(value, Payment)]
        Intents()._gateway.create_intent(payment)
        return writes_of(*given)  # type: ignore[arg-type]

    patch.setattr(placing, "_placing", with_an_intent)
