"""What a function needs that takes carts over, as data for manifests. Standard library only."""

from cart.keys import CART
from haat.grants import Table
from haat.keys import SKU
from haat.settings import CURRENCY

# A cart is read alone or in a batch; `consumed` and `repriced` put it; `refreshed` asks what SKUs cost.
READ = (Table(("GetItem", "BatchGetItem"), CART),)
TAKE = (*READ, Table(("PutItem",), CART), Table(("BatchGetItem",), SKU))
SETTINGS = (CURRENCY,)  # of `view` and of offers
