"""Keys of inventory. The head row of a SKU, its ledger and its events share the partition `haat.keys.SKU`."""

from haat.grants import KeySpace

AVAILABILITY = KeySpace("AVAILABILITY#")  # what was told of a SKU, and the events that told it
HOLD = KeySpace("HOLD#")  # a hold of a partner's system
HOLDS_OPEN = KeySpace("HOLDS_OPEN#")  # index: open holds, the first to end first
STRAYS = KeySpace("STOCK_STRAYS#")  # index: closed rows that have units, or will get some back

ALL = "all"  # one partition of the index: partners make few holds, and few rows are closed
HOLD_SORT = "HOLD"
TOLD_SORT = "TOLD"


def ledger_sort(entry_id: str) -> str:
    """The place of an entry in the ledger of its SKU: in the order of time, as ids are."""
    return f"LEDGER#{entry_id}"


def stray_sort(sku: str, place: str) -> str:
    """The place of a row among the strays."""
    return f"{sku}#{place}"


def stray_of(sort: str) -> tuple[str, str]:
    """SKU and place of a stray row, from what `stray_sort` made."""
    sku, _, place = sort.partition("#")
    return sku, place
