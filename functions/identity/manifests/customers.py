"""The public surface of customers, as staff see them."""

from haat.grants import Table
from haat.keys import REVOKED
from haat.manifest import endpoint
from haat.permissions import Permission
from identity.keys import CUSTOMERS, EMAIL, USER

LIST_CUSTOMERS = endpoint(
    "GET",
    "/api/admin/customers",
    "identity.api.list_customers",
    auth=Permission.READ_CUSTOMERS,
    grants=(Table(("GetItem",), EMAIL, USER), Table(("Query",), CUSTOMERS, index=True)),
    round_trips=2,
    summary="List customers, newest first, or find the one of an e-mail address",
)
GET_CUSTOMER = endpoint(
    "GET",
    "/api/admin/customers/{customer_id}",
    "identity.api.get_customer",
    auth=Permission.READ_CUSTOMERS,
    grants=(Table(("GetItem",), USER),),
    summary="Show a customer",
)
BLOCK_CUSTOMER = endpoint(
    "POST",
    "/api/admin/customers/{customer_id}/block",
    "identity.api.block_customer",
    auth=Permission.BLOCK_CUSTOMERS,
    grants=(Table(("GetItem", "UpdateItem"), EMAIL, USER), Table(("PutItem",), REVOKED)),
    round_trips=3,
    summary="Block a customer: log them out everywhere and let them in no more",
)
UNBLOCK_CUSTOMER = endpoint(
    "POST",
    "/api/admin/customers/{customer_id}/unblock",
    "identity.api.unblock_customer",
    auth=Permission.BLOCK_CUSTOMERS,
    grants=(Table(("GetItem", "UpdateItem"), USER),),
    round_trips=2,
    summary="Let a customer in again",
)
FUNCTIONS = (LIST_CUSTOMERS, GET_CUSTOMER, BLOCK_CUSTOMER, UNBLOCK_CUSTOMER)
