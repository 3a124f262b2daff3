"""What other services need for taking part by `participant`."""

from haat.grants import Table
from haat.keys import SKU

MOVE_UNITS = Table(("UpdateItem",), SKU)
