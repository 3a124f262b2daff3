"""All that one running provider knows."""

from collections import deque
from dataclasses import dataclass, field

from msgspec import Struct

from infra.local.payments.clock import Clock
from infra.local.payments.faults import FaultPlan, RateLimit
from infra.local.payments.idempotency import Answers
from infra.local.payments.ledger import Ledger
from infra.local.payments.webhooks import Webhooks
from infra.local.payments.work import Work

REQUESTS_KEPT = 20_000


class ReceivedRequest(Struct, kw_only=True):
    """One API request; `status` is None where the connection was closed instead of an answer."""

    method: str
    path: str
    operation: str
    idempotency_key: str | None
    status: int | None
    replayed: bool
    request_id: str


@dataclass(slots=True)
class State:
    clock: Clock
    webhooks: Webhooks
    base_url: str = ""
    ledger: Ledger = field(default_factory=Ledger)
    answers: Answers = field(default_factory=Answers)
    faults: FaultPlan = field(default_factory=FaultPlan)
    rate_limit: RateLimit = field(default_factory=RateLimit)
    requests: deque[ReceivedRequest] = field(default_factory=lambda: deque(maxlen=REQUESTS_KEPT))

    def work(
        self,
        *,
        request_id: str | None = None,
        idempotency_key: str | None = None,
        publishable: bool = False,
    ) -> Work:
        """A piece of work on this state's ledger."""
        return Work(
            self.ledger,
            self.clock,
            self.webhooks.accept,
            self.base_url,
            request_id=request_id,
            idempotency_key=idempotency_key,
            publishable=publishable,
        )

    def reset(self) -> None:
        """As new, but for the address and the secret of the webhook."""
        self.clock.offset_s = 0.0
        self.webhooks.reset()
        self.ledger, self.answers = Ledger(), Answers()
        self.faults, self.rate_limit = FaultPlan(), RateLimit()
        self.requests.clear()
