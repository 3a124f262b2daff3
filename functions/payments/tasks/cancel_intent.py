"""CancelIntent: make sure that nobody can pay an order any more, before its stock is given back (G4)."""

import msgspec

from haat.saga import task
from payments import manifest
from payments.domain import Outcome
from payments.intents import Intents


class Given(msgspec.Struct):
    """Whose payment."""

    payment_id: str


class Closed(msgspec.Struct):
    """CANCELLED, or SUCCEEDED or PROCESSING where the provider says that it is too late."""

    outcome: Outcome


@task(manifest.CANCEL_INTENT)
def handler(given: Given, intents: Intents) -> Closed:
    """Cancel the intent; if it has succeeded, the payment wins."""
    return Closed(intents.close(given.payment_id))
