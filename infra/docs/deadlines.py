"""No state without a deadline: what ends each state that is not an end.

`python -m infra.docs.deadlines --write` renews the table in statemachines/DEADLINES.md. A test finds every
enum of a service that is called State, Status or the like, and fails for a member that is not listed here.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parents[2] / "statemachines" / "DEADLINES.md"
BEGIN, END = "<!-- deadlines: generated -->", "<!-- /deadlines -->"
A_PERSON = "a person"


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends a state. `ended_by`: modules of functions, the usual one first, each of which is enough."""

    state: str  # "orders.Status.pending": service, enum, value
    ended_by: tuple[str, ...]
    within: str  # where the deadline stands: "haat.settings.HOLD_S"; "": a person has to act
    how: str


ENDINGS = (
    Ending(
        "orders.Status.pending",
        ("checkout.tasks.confirm_order", "checkout.tasks.release_order", "checkout.tasks.reconcile_payments"),
        "haat.settings.HOLD_S",
        "paid: confirmed; else closed at the provider and released; a minute later the reconciler does it",
    ),
    Ending("orders.Status.confirmed", ("checkout.api.update_order_status",), "", "shipped or cancelled"),
    Ending("orders.Status.shipped", ("checkout.api.update_order_status",), "", "delivered"),
    Ending(
        "payments.State.pending",
        ("payments.api.receive_webhook", "payments.tasks.cancel_intent", "checkout.tasks.reconcile_payments"),
        "haat.settings.HOLD_S",
        "paid, or closed at the provider; one that is processing there is asked for again and again",
    ),
    Ending(
        "payments.State.refund_due",
        ("payments.reactions.pay_refund", "checkout.tasks.reconcile_payments"),
        "payments.domain.payment.CHECK_S_MAX",
        "its refunds are paid",
    ),
    Ending(
        "payments.RefundState.due",
        ("payments.reactions.pay_refund", "checkout.tasks.reconcile_payments"),
        "payments.domain.payment.CHECK_S_MAX",
        "paid by the provider; one whose event died is paid by the reconciler",
    ),
    Ending(
        "inventory.State.open",
        ("inventory.tasks.sweep_stock",),
        "inventory.domain.holding.HOLD_S_MAX",
        "released by its partner; else it expires, and its units with it",
    ),
    Ending(
        "media.State.awaiting_upload",
        ("media.reactions.make_renditions", "media.tasks.sweep_uploads"),
        "media.domain.UPLOAD_S",
        "uploaded: processed; else it expires; an upload that nobody was told of is found by the sweeper",
    ),
    Ending(
        "media.State.processing",
        ("media.reactions.make_renditions", "media.tasks.sweep_uploads"),
        "media.domain.PROCESSING_S",
        "ready or refused; one that kills whoever processes it is refused after the eighth",
    ),
    Ending(
        "aftersales.Status.requested",
        ("aftersales.tasks.expire_returns", "aftersales.api.decide_return"),
        "aftersales.domain.returns.ANSWER_WITHIN_S",
        "approved or rejected; else it expires",
    ),
    Ending(
        "aftersales.Status.approved",
        ("aftersales.tasks.expire_returns", "aftersales.api.receive_return"),
        "aftersales.domain.returns.ARRIVE_WITHIN_S",
        "its goods arrive, and their money is due to go back; else it expires",
    ),
    Ending("reviews.State.pending", ("reviews.api.decide_review",), "", "published or rejected by a person"),
    Ending(
        "catalog.TransferState.awaiting_upload",
        ("catalog.api.start_import", "catalog.api.cancel_import", "catalog.tasks.end_late_transfers"),
        "catalog.transfers.jobs.UPLOAD_WITHIN_S",
        "started; if its file does not come, it fails",
    ),
    Ending(
        "catalog.TransferState.running",
        (
            "catalog.tasks.run_import",
            "catalog.tasks.run_export",
            "catalog.tasks.fail_import",
            "catalog.tasks.fail_export",
            "catalog.api.cancel_import",
            "catalog.api.cancel_export",
            "catalog.tasks.end_late_transfers",
        ),
        "catalog.transfers.jobs.RUN_WITHIN_S",
        "the end of its file, or a fault that does not pass; an import can be started again where it stopped",
    ),
    Ending(
        "notifications.State.sending",
        ("notifications.reactions.mail_order_confirmed",),
        "infra.cdk.constructs.queue.VISIBILITY_TIMEOUTS",
        "sent; if its sender died, the event comes again and makes it uncertain",
    ),
    Ending("notifications.State.uncertain", (), "", "somebody looks whether it left"),
    Ending(
        "outbox.Pointer.waiting",
        ("relay.reactions.publish_events", "relay.tasks.sweep_outbox"),
        "relay.domain.LATE_S",
        "published; a minute later the sweeper does it",
    ),
    Ending("outbox.Pointer.parked", (), "", "the bus refused the event for good, and an alarm rang"),
    Ending(
        "idempotency.Key.claimed",
        ("checkout.api.place_order", "checkout.tasks.reconcile_payments"),
        "haat.settings.HOLD_S",
        "the client repeats the request and it is taken to its end; if not, its order is released",
    ),
)
"""Those without an enum of their own stand here under the name of what they are."""

FINAL = (
    "aftersales.Status.expired",
    "aftersales.Status.received",
    "aftersales.Status.rejected",
    "catalog.State.archived",
    "catalog.TransferState.failed",
    "catalog.TransferState.cancelled",
    "catalog.TransferState.finished",
    "inventory.State.expired",
    "inventory.State.released",
    "media.State.ready",
    "media.State.refused",
    "media.State.expired",
    "notifications.State.sent",
    "orders.Status.cancelled",
    "orders.Status.delivered",
    "payments.RefundState.failed",
    "payments.RefundState.paid",
    "payments.State.cancelled",
    "payments.State.refunded",
    "promotions.State.archived",
    "reviews.State.deleted",
)
"""Nothing is waited for any more. Money that comes after all leads out of payments.State.cancelled; what a
failed refund did not give back can be refunded again, and an alarm asks a person to."""

AT_REST = (
    "catalog.State.active",
    "catalog.State.draft",
    "payments.State.succeeded",
    "promotions.State.active",
    "reviews.State.published",
    "reviews.State.rejected",
)
"""Nothing is waited for here: what has this state is as it should be."""

OF_OTHERS = ("identity.Standing", "payments.DisputeStatus", "payments.IntentStatus", "payments.RefundStatus")
"""What somebody else says, or what is found out and never kept."""

WITHOUT_ENUM = ("idempotency.Key", "outbox.Pointer")


def table() -> str:
    """The table in Markdown."""
    head = ["| state | ended by | deadline | how |", "|---|---|---|---|"]
    return "\n".join([*head, *map(_row, ENDINGS)])


def _row(ending: Ending) -> str:
    by = "<br>".join(f"`{module}`" for module in ending.ended_by) if ending.ended_by else A_PERSON
    within = f"`{ending.within}`" if ending.within else f"{A_PERSON} acts"
    return f"| `{ending.state}` | {by} | {within} | {ending.how} |"


def renewed(text: str) -> str:
    """The text with the table as it is now. Raises: ValueError without markers."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{FILE.name} has lost its markers {BEGIN} and {END}")
    return f"{before}{begin}\n{table()}\n{end}{after}"


def main(arguments: Sequence[str]) -> int:
    """Write the table, or say whether it is up to date."""
    parser = argparse.ArgumentParser(prog="python -m infra.docs.deadlines", description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew statemachines/DEADLINES.md")
    now = FILE.read_text(encoding="utf-8")
    then = renewed(now)
    if parser.parse_args(arguments).write:
        FILE.write_text(then, encoding="utf-8")
    elif now != then:
        print("statemachines/DEADLINES.md is out of date: python -m infra.docs.deadlines --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
