"""The public surface of the address book."""

from haat.grants import Table
from haat.manifest import Auth, endpoint
from identity.keys import ADDRESS_BOOK

READ = (Table(("GetItem",), ADDRESS_BOOK),)
CHANGE = (Table(("GetItem", "PutItem"), ADDRESS_BOOK),)

LIST_ADDRESSES = endpoint(
    "GET",
    "/api/users/addresses",
    "identity.api.list_addresses",
    auth=Auth.CUSTOMER,
    grants=READ,
    summary="List my addresses",
)
ADD_ADDRESS = endpoint(
    "POST",
    "/api/users/addresses",
    "identity.api.add_address",
    auth=Auth.CUSTOMER,
    grants=CHANGE,
    status=201,
    round_trips=2,
    summary="Put an address into my address book",
)
GET_ADDRESS = endpoint(
    "GET",
    "/api/users/addresses/{address_id}",
    "identity.api.get_address",
    auth=Auth.CUSTOMER,
    grants=READ,
    summary="Show one of my addresses",
)
REPLACE_ADDRESS = endpoint(
    "PUT",
    "/api/users/addresses/{address_id}",
    "identity.api.replace_address",
    auth=Auth.CUSTOMER,
    grants=CHANGE,
    round_trips=2,
    summary="Replace one of my addresses, and what it is the default for",
)
DELETE_ADDRESS = endpoint(
    "DELETE",
    "/api/users/addresses/{address_id}",
    "identity.api.delete_address",
    auth=Auth.CUSTOMER,
    grants=CHANGE,
    status=204,
    round_trips=2,
    summary="Delete one of my addresses",
)
FUNCTIONS = (LIST_ADDRESSES, ADD_ADDRESS, GET_ADDRESS, REPLACE_ADDRESS, DELETE_ADDRESS)
