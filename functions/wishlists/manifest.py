"""The public surface of wishlists."""

from haat.grants import Table
from haat.keys import SKU
from haat.manifest import Auth, Service, endpoint, reaction
from haat.settings import CURRENCY
from wishlists.keys import FANOUT, WATCH, WATCHED_BY, WISH, WISHLIST, WISHLISTS_OF

READ = Table(("GetItem",), WISHLIST)
CHANGE = (Table(("GetItem", "PutItem"), WISHLIST), Table(("UpdateItem",), WATCH))
LISTS = Table(("GetItem", "PutItem"), WISHLISTS_OF)

CREATE_WISHLIST = endpoint(
    "POST",
    "/api/wishlists",
    "wishlists.api.create_wishlist",
    auth=Auth.CUSTOMER,
    grants=(Table(("PutItem",), WISHLIST), LISTS),
    status=201,
    round_trips=2,
    summary="Begin a wishlist",
)
LIST_WISHLISTS = endpoint(
    "GET",
    "/api/wishlists",
    "wishlists.api.list_wishlists",
    auth=Auth.CUSTOMER,
    grants=(Table(("GetItem",), WISHLISTS_OF), Table(("BatchGetItem",), WISHLIST)),
    round_trips=2,
    summary="List my wishlists",
)
GET_WISHLIST = endpoint(
    "GET",
    "/api/wishlists/{wishlist_id}",
    "wishlists.api.get_wishlist",
    auth=Auth.CUSTOMER,
    grants=(READ,),
    summary="Show one of my wishlists",
)
RENAME_WISHLIST = endpoint(
    "PUT",
    "/api/wishlists/{wishlist_id}",
    "wishlists.api.rename_wishlist",
    auth=Auth.CUSTOMER,
    grants=CHANGE,
    round_trips=2,
    summary="Give one of my wishlists another name",
)
DELETE_WISHLIST = endpoint(
    "DELETE",
    "/api/wishlists/{wishlist_id}",
    "wishlists.api.delete_wishlist",
    auth=Auth.CUSTOMER,
    grants=(*CHANGE, LISTS, Table(("DeleteItem",), WISHLIST)),
    status=204,
    round_trips=3,
    summary="Delete one of my wishlists, and its link",
)
ADD_ITEM = endpoint(
    "PUT",
    "/api/wishlists/{wishlist_id}/items/{sku}",
    "wishlists.api.add_item",
    auth=Auth.CUSTOMER,
    grants=(*CHANGE, Table(("GetItem",), SKU)),
    settings=(CURRENCY,),
    round_trips=3,
    summary="Put a SKU on a wishlist, sold out or not",
)
REMOVE_ITEM = endpoint(
    "DELETE",
    "/api/wishlists/{wishlist_id}/items/{sku}",
    "wishlists.api.remove_item",
    auth=Auth.CUSTOMER,
    grants=CHANGE,
    round_trips=2,
    summary="Take a SKU off a wishlist",
)
SHARE_WISHLIST = endpoint(
    "PUT",
    "/api/wishlists/{wishlist_id}/link",
    "wishlists.api.share_wishlist",
    auth=Auth.CUSTOMER,
    grants=CHANGE,
    round_trips=2,
    summary="Get the link by which others see a wishlist",
)
REVOKE_LINK = endpoint(
    "DELETE",
    "/api/wishlists/{wishlist_id}/link",
    "wishlists.api.revoke_link",
    auth=Auth.CUSTOMER,
    grants=CHANGE,
    round_trips=2,
    summary="End the link to a wishlist; the next one is another",
)
SHOW_SHARED_WISHLIST = endpoint(
    "GET",
    "/api/shared-wishlists/{token}",
    "wishlists.api.show_shared_wishlist",
    auth=Auth.PUBLIC,
    grants=(READ,),
    summary="Show a wishlist to who has its link",
)
TELL = (
    Table(("BatchGetItem", "Query", "UpdateItem"), WATCH),
    Table(("PutItem",), WISH, FANOUT),
)
NEWS = ("WishlistItemBackInStock", "WishlistItemPriceDropped", "WatchersDue")
NOTICE_CHANGES = reaction(
    ("StockAvailabilityChanged", "ProductUpdated"),
    "wishlists.reactions.notice_changes",
    grants=TELL,
    emits=NEWS,
    batch_size=100,  # one read says which of all the SKUs anybody watches
    timeout_s=60,
)
TELL_WATCHERS = reaction(
    "WatchersDue", "wishlists.reactions.tell_watchers", grants=TELL, emits=NEWS, batch_size=1, timeout_s=60
)
FOLLOW_EMAIL = reaction(
    "EmailChanged",
    "wishlists.reactions.follow_email",
    grants=(Table(("Query",), WATCHED_BY, index=True), Table(("UpdateItem",), WATCH)),
    timeout_s=60,
)
ERASE_CUSTOMER = reaction(
    "CustomerErased",
    "wishlists.reactions.erase_customer",
    grants=(
        Table(("GetItem", "DeleteItem"), WISHLISTS_OF),
        Table(("Query",), WATCHED_BY, index=True),
        Table(("DeleteItem",), WISHLIST, WATCH),
        Table(("Query", "UpdateItem"), WISH),
    ),
    timeout_s=60,
)
SERVICE = Service(
    "wishlists",
    (
        CREATE_WISHLIST,
        LIST_WISHLISTS,
        GET_WISHLIST,
        RENAME_WISHLIST,
        DELETE_WISHLIST,
        ADD_ITEM,
        REMOVE_ITEM,
        SHARE_WISHLIST,
        REVOKE_LINK,
        SHOW_SHARED_WISHLIST,
        NOTICE_CHANGES,
        TELL_WATCHERS,
        FOLLOW_EMAIL,
        ERASE_CUSTOMER,
    ),
)
