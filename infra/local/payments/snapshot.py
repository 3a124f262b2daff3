"""The ledger on disk, so that a stack that was stopped goes on with the payments it had."""

import pickle  # noqa: TID251  # of its own files, on a laptop
from pathlib import Path

from infra.local.payments.idempotency import Answers
from infra.local.payments.ledger import Ledger
from infra.local.payments.state import State

FILE = "payments.pickle"


def save(state: State, directory: Path) -> None:
    """Write the ledger and the idempotency keys; whole or not at all."""
    directory.mkdir(parents=True, exist_ok=True)
    draft = directory / f"{FILE}.draft"
    draft.write_bytes(pickle.dumps((state.ledger, state.answers)))
    draft.replace(directory / FILE)


def restore(state: State, directory: Path) -> None:
    """Take over what `save` wrote there, if it did."""
    file = directory / FILE
    if not file.exists():
        return
    saved: tuple[Ledger, Answers] = pickle.loads(file.read_bytes())  # noqa: S301 - our own file
    state.ledger, state.answers = saved
