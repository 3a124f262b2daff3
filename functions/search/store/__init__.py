"""The store of search: the published index, the rows that any index is built from, and questions asked."""

from search.store.asked import AskedStore
from search.store.published import (
    GRACE_S,
    Overtaken,
    Pointer,
    SnapshotDamaged,
    SnapshotStore,
    SourceStore,
)

__all__ = ["GRACE_S", "AskedStore", "Overtaken", "Pointer", "SnapshotDamaged", "SnapshotStore", "SourceStore"]
