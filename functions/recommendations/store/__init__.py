"""What recommendations keep: ready lists in the table, and what they are made of in the bucket."""

from recommendations.store.files import FileStore
from recommendations.store.lists import ListStore
from recommendations.store.popularity import PopularityStore
from recommendations.store.runs import RunStore

__all__ = ["FileStore", "ListStore", "PopularityStore", "RunStore"]
