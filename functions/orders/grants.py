"""What a function needs that writes orders, as data for manifests. Standard library only."""

from haat.grants import Table
from orders.keys import ORDER

PLACE = Table(("GetItem", "PutItem"), ORDER)
READ = Table(("GetItem", "Query"), ORDER)  # an order and its trail
MOVE = Table(("GetItem", "UpdateItem", "PutItem"), ORDER)
