"""What a function needs that takes carts over, as data for manifests. Standard library only."""

from cart.keys import CART
from haat.grants import Table
from haat.keys import SKU
from haat.settings import CURRENCY

# `read` gets a cart, `consumed` and `repriced` put it, `refreshed` looks up what its SKUs cost by now.
TAKE = (Table(("GetItem", "PutItem"), CART), Table(("BatchGetItem",), SKU))
SETTINGS = (CURRENCY,)  # of `view` and of offers
