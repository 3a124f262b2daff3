"""A local copy of the published index, which follows it and can be published after a change."""

import shutil
import tempfile
import weakref
from pathlib import Path

import msgspec

from haat.faults import Transient
from search.engines.embedded import files
from search.engines.embedded.index import LocalIndex, entries_in
from search.engines.embedded.schema import FORMAT
from search.store import Overtaken, Pointer, SnapshotDamaged, SnapshotStore

SWEEP_EVERY = 64  # publications
DAMAGE = (SnapshotDamaged, OSError, ValueError)  # in the bucket, in the directory, in the files
_SEGMENTS, _HEADS = "segments", "heads"


class IndexBusy(Transient):
    """Every attempt to publish a change was overtaken by another writer."""


class Head(msgspec.Struct, frozen=True):
    """What is published: `segments` from id to key; the rest is small enough to travel in here."""

    format: int
    meta: bytes
    deletes: dict[str, bytes]
    segments: dict[str, str]


class Checkout:
    """A directory with the index as of one publication, or as of before the first."""

    def __init__(self, store: SnapshotStore) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="haat-search-"))
        self.index = LocalIndex(self.directory)
        self._store = store
        self._at: Pointer | None = None
        self._keys: dict[str, str] = {}  # of the segments that are published
        weakref.finalize(self, shutil.rmtree, self.directory, ignore_errors=True)

    def pull(self, *, consistent: bool) -> None:
        """Bring the copy to the published index. One read; one GET and one per new segment if it has moved.

        Until all files are there the index goes on answering from the old ones.
        Raises: SnapshotDamaged, ValueError or OSError: start from a new copy.
        """
        pointer = self._store.current(consistent=consistent)
        if pointer is None or (self._at and pointer.generation <= self._at.generation):
            return
        head = msgspec.json.decode(self._store.load(pointer.head), type=Head)
        if head.format == FORMAT:
            self._take(head)
        else:
            self._convert(head)
        self._at = pointer

    def push(self) -> bool:
        """Publish the copy with what was written to its index. One PUT per new segment, one more, one write.

        False: the published index has moved meanwhile, and this copy is good for nothing any more.
        """
        meta = (self.directory / files.META).read_bytes()
        listing = files.listing(meta)
        keys = {segment: self._keys.get(segment) or self._save(segment) for segment in listing.segments}
        deletes = {name: (self.directory / name).read_bytes() for name in listing.deletes}
        head = self._store.save(_HEADS, msgspec.json.encode(Head(FORMAT, meta, deletes, keys)))
        pointer = self._store.publish(head, after=self._at)
        if isinstance(pointer, Overtaken):
            return False
        self._at, self._keys = pointer, keys
        files.prune(self.directory, listing)
        if pointer.generation % SWEEP_EVERY == 0:
            self._store.sweep({head, *keys.values()})
        return True

    def skip(self) -> None:
        """Come after the published index without reading it. One read."""
        self._at = self._store.current(consistent=True)

    def follows(self, other: "Checkout") -> bool:
        """Whether `other` is of the same publication; what is pushed comes after that from now on."""
        same, self._at = self._at == other._at, other._at
        return same

    def _save(self, segment: str) -> str:
        return self._store.save(f"{_SEGMENTS}/{segment}", files.pack(self.directory, segment))

    def _take(self, head: Head) -> None:
        self._fetch(head, self.directory, known=self._keys)
        self.index.reload()
        self._keys = head.segments
        files.prune(self.directory, files.listing(head.meta))

    def _convert(self, head: Head) -> None:
        """Build the index anew from the entries of one that another version of this code has written.

        That may have left out what this one keeps: healing asks for all of it again.
        """
        with tempfile.TemporaryDirectory() as other:
            self._fetch(head, Path(other), known={})
            self.index.write(entry.in_doubt() for entry in entries_in(Path(other)))
        self._keys = {}

    def _fetch(self, head: Head, directory: Path, *, known: dict[str, str]) -> None:
        for segment in head.segments.keys() - known.keys():
            files.unpack(directory, self._store.load(head.segments[segment]))
        files.write(directory, head.deletes)
        files.write(directory, {files.META: head.meta})
