"""The public surface of carts."""

from cart.keys import CART
from haat.grants import Table
from haat.keys import SKU
from haat.manifest import Auth, Service, endpoint, reaction
from haat.settings import CURRENCY

# Any call may find a guest's cart to merge, or a sale that has ended, so every one of them may write.
CARTS = (Table(("BatchGetItem", "PutItem"), CART), Table(("BatchGetItem",), SKU))

GET_CART = endpoint(
    "GET",
    "/api/cart",
    "cart.api.get_cart",
    auth=Auth.CART_HOLDER,
    grants=CARTS,
    settings=(CURRENCY,),
    summary="Show my cart",
)
ADD_ITEM = endpoint(
    "POST",
    "/api/cart/items",
    "cart.api.add_item",
    auth=Auth.CART_HOLDER,
    grants=CARTS,
    settings=(CURRENCY,),
    summary="Put units of a SKU into my cart",
    status=201,
    round_trips=2,
)
SET_QUANTITY = endpoint(
    "PUT",
    "/api/cart/items/{item_id}",
    "cart.api.set_quantity",
    auth=Auth.CART_HOLDER,
    grants=CARTS,
    settings=(CURRENCY,),
    summary="Set the quantity of a line",
    round_trips=2,
)
REMOVE_ITEM = endpoint(
    "DELETE",
    "/api/cart/items/{item_id}",
    "cart.api.remove_item",
    auth=Auth.CART_HOLDER,
    grants=CARTS,
    settings=(CURRENCY,),
    summary="Take a line out of my cart",
    round_trips=2,
)
CLEAR_CART = endpoint(
    "DELETE",
    "/api/cart",
    "cart.api.clear_cart",
    auth=Auth.CART_HOLDER,
    grants=CARTS,
    settings=(CURRENCY,),
    summary="Empty my cart",
    status=204,
    round_trips=2,
)
MERGE_CART = endpoint(
    "POST",
    "/api/cart/merge",
    "cart.api.merge_cart",
    auth=Auth.CART_HOLDER,
    grants=CARTS,
    settings=(CURRENCY,),
    summary="Take what I chose as a guest into my cart as a customer",
    round_trips=2,
)
ERASE_CUSTOMER = reaction(
    "CustomerErased", "cart.reactions.erase_customer", grants=(Table(("Query", "DeleteItem"), CART),)
)
SERVICE = Service(
    "cart", (GET_CART, ADD_ITEM, SET_QUANTITY, REMOVE_ITEM, CLEAR_CART, MERGE_CART, ERASE_CUSTOMER)
)
