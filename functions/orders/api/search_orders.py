"""GET /api/admin/orders"""

from datetime import date
from typing import Annotated

import msgspec

from haat import mail_address
from haat.errors import CursorInvalid, FieldError, InvalidInput
from haat.http import Call, cursor, endpoint
from haat.order_number import read_number
from orders import manifest, view
from orders.domain import Status
from orders.finding import OrderFinder, Wanted

NOT_A_NUMBER = FieldError("/number", "Expected the number of an order: H-7K8T-9M2C-4X6Y.")
NO_DAYS = FieldError("/to", "Expected a day that is not before `from`.")


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """What orders to find, and which page. Days are of UTC, both of them included."""

    number: Annotated[str, msgspec.Meta(max_length=30)] | None = None
    email: Annotated[str, msgspec.Meta(max_length=mail_address.LENGTH_MAX)] | None = None
    status: Status | None = None
    first_day: date | None = msgspec.field(name="from", default=None)
    last_day: date | None = msgspec.field(name="to", default=None)
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class FoundOrders(msgspec.Struct):
    """A page of orders, newest first. It may be short: only `next` of null means the end."""

    items: list[view.FoundOrderView]
    next: str | None


@endpoint(manifest.SEARCH_ORDERS)
def handler(call: Call[Query], finder: OrderFinder) -> FoundOrders | CursorInvalid | InvalidInput:
    """Orders that fit all of what is asked for."""
    query = call.input
    number = read_number(query.number) if query.number is not None else None
    if errors := _errors(query, number):
        return InvalidInput(errors)
    wanted = Wanted(number, query.email, query.status, query.first_day, query.last_day)
    scope = f"orders found {wanted}"
    after = cursor.decode(query.cursor, scope=scope)
    if isinstance(after, CursorInvalid):
        return after
    page = finder.find(wanted, limit=query.limit, after=after)
    return FoundOrders(
        [view.found(order) for order in page.orders], cursor.encode(page.last_key, scope=scope)
    )


def _errors(query: Query, number: str | None) -> tuple[FieldError, ...]:
    wrong = () if query.number is None or number else (NOT_A_NUMBER,)
    backwards = query.first_day and query.last_day and query.last_day < query.first_day
    addresses = mail_address.email_errors(query.email) if query.email is not None else ()
    return (*wrong, *addresses, *((NO_DAYS,) if backwards else ()))
