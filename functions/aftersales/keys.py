"""Keys of aftersales."""

from zlib import crc32

from haat.grants import KeySpace

RETURN = KeySpace("RETURN#")  # a return and its events
RETURNS_OF = KeySpace("RETURNS_OF#")  # how many units of an order its returns claim
RETURNS_DUE = KeySpace("RETURNS_DUE#")  # index: returns that wait, by the end of their wait

RETURN_SORT = "RETURN"
CLAIMS_SORT = "CLAIMS"
DUE_PARTITIONS = 2


def return_id_of(order_id: str, number: int) -> str:
    """A return's id says whose it is: "ord_x" and 2 → "ret_x_2"."""
    return f"ret_{order_id.partition('_')[2]}_{number}"


def due_partition(return_id: str) -> str:
    """The part of the index in which a return waits."""
    return RETURNS_DUE.key(crc32(return_id.encode()) % DUE_PARTITIONS)
