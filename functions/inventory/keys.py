"""Keys of inventory. The row of a SKU, its ledger and its events share the partition `haat.keys.SKU`."""

from haat.grants import KeySpace

AVAILABILITY = KeySpace("AVAILABILITY#")  # events of a SKU that sells out or comes back


def ledger_sort(entry_id: str) -> str:
    """The place of an entry in the ledger of its SKU: in the order of time, as ids are."""
    return f"LEDGER#{entry_id}"
