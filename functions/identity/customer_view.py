"""A customer as staff see them: without addresses, which orders carry."""

from typing import Annotated

import msgspec

from haat.http import Answer
from identity.domain.accounts import Account


class CustomerView(msgspec.Struct, frozen=True):
    """Who a customer is, and whether they can log in."""

    id: str
    email: str
    first_name: str | None
    last_name: str | None
    phone: str | None
    created_at: str
    email_verified_at: str | None
    second_factor_since: str | None
    blocked_at: str | None


class BlockView(msgspec.Struct, frozen=True):
    """Since when a customer is blocked; null: they are not."""

    id: str
    blocked_at: str | None


class Reason(msgspec.Struct, forbid_unknown_fields=True):
    """Why, for the audit log."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


def of(account: Account) -> CustomerView:
    """What staff see of an account."""
    details = account.details
    return CustomerView(
        id=account.id,
        email=account.email,
        first_name=details.first_name,
        last_name=details.last_name,
        phone=details.phone,
        created_at=account.created_at,
        email_verified_at=account.email_verified_at,
        second_factor_since=account.second_factor_since,
        blocked_at=account.blocked_at,
    )


def block_of(customer_id: str, blocked_at: str | None) -> Answer[BlockView]:
    """The answer to who blocks somebody, or ends that. It names nobody: it may be kept for a repeat."""
    return Answer(BlockView(customer_id, blocked_at))
