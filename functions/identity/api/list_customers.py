"""GET /api/admin/customers"""

from typing import Annotated

import msgspec

from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint
from identity import customer_view
from identity.customer_view import CustomerView
from identity.fields import Email
from identity.manifests.customers import LIST_CUSTOMERS
from identity.store.accounts import AccountStore
from identity.store.credentials import CredentialsStore
from identity.store.customers import CustomerStore

SCOPE = "customers"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Whose address it is, however it is spelled; or which page of all."""

    email: Email | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Customers(msgspec.Struct):
    """A page of customers, newest first."""

    items: list[CustomerView]
    next: str | None


@endpoint(LIST_CUSTOMERS)
def handler(
    call: Call[Query], customers: CustomerStore, accounts: AccountStore, credentials: CredentialsStore
) -> Customers | CursorInvalid:
    """Customers with an account; guests have orders only."""
    query = call.input
    if query.email is not None:
        known = credentials.find(query.email)
        account = accounts.find(known.customer_id) if known else None
        return Customers([customer_view.of(account)] if account else [], None)
    after = cursor.decode(query.cursor, scope=SCOPE)
    if isinstance(after, CursorInvalid):
        return after
    page = customers.page(limit=query.limit, after=after)
    shown = [customer_view.of(account) for account in page.customers]
    return Customers(shown, cursor.encode(page.last_key, scope=SCOPE))
