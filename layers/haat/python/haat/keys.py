"""Key spaces that more than one service touches. Standard library only."""

from haat.grants import KeySpace

IDEMPOTENCY = KeySpace("IDEM#")  # markers of answered requests, never expiring
CONSUMED = KeySpace("CONSUMED#")  # markers of events a consumer has applied, never expiring
REQUESTS_OF = KeySpace("REQUESTS_OF#")  # index: those of one caller whose answers tell of a person
REVOKED = KeySpace("REVOKED#")  # sessions whose access tokens are dead: of customers, and of staff
ERASED = KeySpace("ERASED#")  # customers who are erased, by their ids
LIMIT = KeySpace("LIMIT#")  # how much a caller may still ask for
OUTBOX = KeySpace(
    "OUTBOX#"
)  # pointers to events that the bus may not have; relay alone reads and deletes them
AUDIT_LOG = KeySpace("AUDITLOG#")  # what staff changed: put and read, never changed or deleted
SHOP_SETTINGS = KeySpace("SHOP_SETTINGS#")  # what staff chose for the settings of the shop
SKU = KeySpace("SKU#")  # what a SKU costs and how many are left

MAIN_WAREHOUSE = "main"


def stock_sort(warehouse: str = MAIN_WAREHOUSE) -> str:
    """The sort key of a SKU's units in one warehouse."""
    return f"STOCK#{warehouse}"


def stock_key(sku: str, place: str = MAIN_WAREHOUSE) -> tuple[str, str]:
    """Partition and sort key of a SKU's units at a place.

    The main warehouse's row is the head: it stands in the SKU's own partition. Each other row has one to
    itself, so that the shards of a hot SKU do not lean on one partition.
    """
    pk = SKU.key(sku) if place == MAIN_WAREHOUSE else SKU.key(sku, place)
    return pk, stock_sort(place)
