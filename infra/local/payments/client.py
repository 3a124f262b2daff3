"""The control API as methods, for tests, the fault campaign and the demo."""

import json
import time
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from infra.local.payments.faults import FaultKind

POLL_S = 0.01


class StillBusy(Exception):
    """Deliveries were still to come at the deadline."""


class ControlClient:
    """Speaks to a provider at `url`. Every method raises HTTPError for what the provider refuses."""

    def __init__(self, url: str) -> None:
        self._url = url

    def change_webhooks(self, changes: Mapping[str, object]) -> dict[str, Any]:
        """Any of `WebhookSettings`: url, delay_s, copies, order, drop, hold, ... The settings afterwards."""
        return self._call("PATCH", "webhooks", changes)

    def hold(self) -> None:
        """Keep events back from now on."""
        self.change_webhooks({"hold": True})

    def release(self, events: Sequence[str] = ()) -> int:
        """Release these events, or all that are held; how many deliveries that was."""
        released: int = self._call("POST", "webhooks/release", {"events": list(events)})["released"]
        return released

    def resend(self, event: str, copies: int = 1) -> None:
        """Deliver an event again, `copies` times at once."""
        self._call("POST", "webhooks/resend", {"event": event, "copies": copies})

    def deliveries(self) -> list[dict[str, Any]]:
        """The deliveries so far, as `Delivery`, oldest first."""
        found: list[dict[str, Any]] = self._call("GET", "deliveries")["deliveries"]
        return found

    def wait_until_idle(self, *, deadline_s: float = 10.0) -> None:
        """Until nothing waits to be delivered, what is held apart. StillBusy at the deadline."""
        end = time.monotonic() + deadline_s
        while not self._call("GET", "deliveries")["idle"]:
            if time.monotonic() > end:
                raise StillBusy(f"webhooks were still under way after {deadline_s} s")
            time.sleep(POLL_S)

    def requests(self) -> list[dict[str, Any]]:
        """The API requests received, as `ReceivedRequest`, oldest first."""
        received: list[dict[str, Any]] = self._call("GET", "requests")["requests"]
        return received

    def fail_next(
        self, kind: FaultKind, operation: str = "*", *, times: int = 1, delay_s: float = 0.0
    ) -> None:
        """Let the next `times` requests to an operation (`payment_intents.create`, `refunds.*`) go wrong."""
        fault = {"kind": kind, "operation": operation, "times": times, "delay_s": delay_s}
        self._call("POST", "faults", fault)

    def clear_faults(self) -> None:
        self._call("DELETE", "faults")

    def settle(self, intent: str, outcome: Literal["succeeded", "failed"] | None = None) -> dict[str, Any]:
        """End `processing`; None lets the account number decide. The intent afterwards."""
        return self._call("POST", f"payment_intents/{intent}/settle", {"outcome": outcome})

    def settle_refund(self, refund: str, outcome: Literal["succeeded", "failed"]) -> dict[str, Any]:
        """End a pending refund, or fail one that had succeeded. The refund afterwards."""
        return self._call("POST", f"refunds/{refund}/settle", {"outcome": outcome})

    def dispute(self, charge: str, reason: str = "fraudulent") -> dict[str, Any]:
        """The bank of a charge's cardholder asks for the money back. The dispute."""
        return self._call("POST", f"charges/{charge}/dispute", {"reason": reason})

    def answer_dispute(self, dispute: str) -> dict[str, Any]:
        """The merchant sends evidence. The dispute afterwards."""
        return self._call("POST", f"disputes/{dispute}/answer")

    def close_dispute(self, dispute: str, outcome: Literal["won", "lost"]) -> dict[str, Any]:
        """The bank decides. The dispute afterwards."""
        return self._call("POST", f"disputes/{dispute}/close", {"outcome": outcome})

    def limit_rate(self, per_s: int | None) -> None:
        self._call("PATCH", "settings", {"rate_limit_per_s": per_s})

    def set_clock(self, offset_s: float) -> None:
        """Run this far ahead of the machine's clock, or behind it."""
        self._call("PATCH", "settings", {"clock_offset_s": offset_s})

    def reset(self) -> None:
        self._call("POST", "reset")

    def _call(self, method: str, path: str, body: Mapping[str, object] | None = None) -> dict[str, Any]:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self._url}/_control/{path}", data, method=method)
        with urllib.request.urlopen(request) as response:
            answer: dict[str, Any] = json.load(response)
            return answer
