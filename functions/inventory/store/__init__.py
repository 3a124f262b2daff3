"""Stock, its ledger and holds of it in the table; the stores speak the domain's language."""

from inventory.store.holds import HoldStore
from inventory.store.ledger import LedgerItem, Occasion
from inventory.store.rows import row_of
from inventory.store.shards import ShardStore
from inventory.store.stocks import StockStore

__all__ = ["HoldStore", "LedgerItem", "Occasion", "ShardStore", "StockStore", "row_of"]
