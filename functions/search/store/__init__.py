"""The store of search: the published index, rows of others that it reads, and questions asked."""

from search.store.asked import AskedStore
from search.store.categories import CategoryStore
from search.store.published import (
    GRACE_S,
    Overtaken,
    Pointer,
    SnapshotDamaged,
    SnapshotStore,
    SourceStore,
)

__all__ = [
    "GRACE_S",
    "AskedStore",
    "CategoryStore",
    "Overtaken",
    "Pointer",
    "SnapshotDamaged",
    "SnapshotStore",
    "SourceStore",
]
