"""What other services need for taking part by `participant`."""

from haat.grants import Table
from haat.keys import SKU
from inventory.keys import HOLD, HOLDS_OPEN

MOVE_UNITS = Table(("UpdateItem",), SKU)
# What a search reads, gives back and brings home before it says that something is sold out.
SEARCH = (
    Table(("BatchGetItem", "UpdateItem", "PutItem"), SKU),
    Table(("UpdateItem",), HOLD),
    Table(("Query",), HOLDS_OPEN, index=True),
)
