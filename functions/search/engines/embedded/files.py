"""tantivy's files: which of them make up an index, and how they travel.

A segment's files are named after its id and never change; what is deleted from a segment is a file of its
own, replaced with every deletion; `meta.json` lists both.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import msgspec

META = "meta.json"
_DELETES = ".del"


class Listing(msgspec.Struct, frozen=True):
    """The files of an index: the ids of its segments, the names of its deletion files."""

    segments: frozenset[str]
    deletes: frozenset[str]


def listing(meta: bytes) -> Listing:
    """What `meta.json` lists."""
    segments = {segment["segment_id"].replace("-", ""): segment for segment in json.loads(meta)["segments"]}
    deletes = {id_: segment["deletes"] for id_, segment in segments.items() if segment["deletes"]}
    names = (f"{id_}.{deleted['opstamp']}{_DELETES}" for id_, deleted in deletes.items())
    return Listing(frozenset(segments), frozenset(names))


def pack(directory: Path, segment: str) -> bytes:
    """The files of one segment, without its deletions."""
    files = (path for path in directory.glob(f"{segment}.*") if path.suffix != _DELETES)
    return msgspec.msgpack.encode({path.name: path.read_bytes() for path in files})


def unpack(directory: Path, packed: bytes) -> None:
    """Write the files of one segment."""
    write(directory, msgspec.msgpack.decode(packed, type=dict[str, bytes]))


def write(directory: Path, contents: Mapping[str, bytes]) -> None:
    """Write files, each of them whole or not at all."""
    for name, content in contents.items():
        unfinished = directory / f".{name}.unfinished"
        unfinished.write_bytes(content)
        unfinished.replace(directory / name)


def prune(directory: Path, keep: Listing) -> None:
    """Remove the files of other segments and older deletions. Searchers that still read them go on."""
    for path in directory.glob("[0-9a-f]*.*"):
        is_kept = path.name in keep.deletes if path.suffix == _DELETES else path.stem in keep.segments
        if not is_kept:
            path.unlink()
