"""The public surface of privacy."""

from haat.grants import Bucket, Table
from haat.manifest import Auth, Service, endpoint, reaction
from privacy import keys

ASK_FOR_EXPORT = endpoint(
    "POST",
    "/api/users/exports",
    "privacy.api.ask_for_export",
    auth=Auth.CUSTOMER,
    grants=(Table(("PutItem",), keys.EXPORT), Table(("Query",), keys.EXPORTS_OF, index=True)),
    emits=("PersonalDataAsked",),
    status=202,
    round_trips=2,
    summary="Ask for a copy of everything that is known of me",
)
GET_EXPORT = endpoint(
    "GET",
    "/api/users/exports/{export_id}",
    "privacy.api.get_export",
    auth=Auth.CUSTOMER,
    grants=(Table(("GetItem",), keys.EXPORT), Bucket("transfers", ("GetObject",), keys.PREFIX)),
    summary="Show whether my copy is ready, and where it is",
)
WRITE_EXPORT = reaction(
    "PersonalDataAsked",
    "privacy.reactions.write_export",
    grants=(
        Table(("GetItem", "UpdateItem"), keys.EXPORT),
        Table(
            ("Query",),
            keys.ADDRESS_BOOK,
            keys.CART,
            keys.INVOICE,
            keys.LINKS_OF,
            keys.ORDER,
            keys.PAYMENT,
            keys.RECOMMENDED,
            keys.RETURN,
            keys.RETURNS_OF,
            keys.REVIEW,
            keys.REVIEWER,
            keys.SESSION,
            keys.USER,
            keys.WISHLIST,
            keys.WISHLISTS_OF,
        ),
        Table(("Query",), keys.ORDERS_OF, index=True),
        Bucket("transfers", ("PutObject", "DeleteObject"), keys.PREFIX),
    ),
    batch_size=1,
    timeout_s=300,
)
ERASE_CUSTOMER = reaction(
    "CustomerErased",
    "privacy.reactions.erase_customer",
    grants=(
        Table(("Query",), keys.EXPORTS_OF, index=True),
        Table(("Query", "DeleteItem"), keys.EXPORT),
        Bucket("transfers", ("DeleteObject",), keys.PREFIX),
    ),
)
SERVICE = Service("privacy", (ASK_FOR_EXPORT, GET_EXPORT, WRITE_EXPORT, ERASE_CUSTOMER))
