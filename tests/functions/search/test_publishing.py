"""How the embedded index travels: nothing is lost between writers, nothing half-way is seen by readers."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from haat import clock
from haat.clients import client
from haat.table.meter import meter
from search.domain.entries import Change
from search.engines.embedded import checkout
from search.engines.embedded import engine as engine_module
from search.engines.embedded.checkout import Checkout, IndexBusy
from search.engines.embedded.engine import EmbeddedEngine
from search.keys import FILES
from search.store import GRACE_S, SnapshotDamaged, SnapshotStore
from tests.functions.search.samples import asking, changed, ids, product, stocked

pytestmark = pytest.mark.usefixtures("bucket")
BUCKET = "search-test"


def objects() -> dict[str, int]:
    """Every object of the index, with its size in bytes."""
    listed = client("s3").list_objects_v2(Bucket=BUCKET, Prefix=FILES)
    return {found["Key"]: found["Size"] for found in listed.get("Contents", ())}


def everything(engine: EmbeddedEngine) -> list[str]:
    return sorted(ids(engine.search(asking(limit=100))))


def calls_of(act: Callable[[], object]) -> list[str]:
    meter.reset()
    act()
    return list(meter.calls)


def test_a_search_between_two_refreshes_calls_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_REFRESH_S", "5")
    now_s = 1000.0
    with clock.set_to(lambda: now_s):
        reader = EmbeddedEngine()
        assert calls_of(lambda: reader.search(asking())) == ["dynamodb.GetItem"]
        now_s += 4.9
        assert calls_of(lambda: reader.search(asking())) == []
        now_s += 0.2
        assert calls_of(lambda: reader.search(asking())) == ["dynamodb.GetItem"]


def test_a_refresh_fetches_what_is_new_and_nothing_else() -> None:
    writer, reader = EmbeddedEngine(), EmbeddedEngine()
    for n in range(3):
        writer.apply([changed(product(f"p{n}"))])
    reader.search(asking())
    writer.apply([changed(product("q"))])
    fetched = calls_of(lambda: reader.search(asking()))
    assert fetched == ["dynamodb.GetItem", "s3.GetObject", "s3.GetObject"]
    assert everything(reader) == ["p0", "p1", "p2", "q"]


def test_a_batch_is_one_segment_one_head_and_one_write_of_the_pointer() -> None:
    writer = EmbeddedEngine()
    writer.apply([changed(product("p"))])
    calls = calls_of(lambda: writer.apply([changed(product(f"q{n}")) for n in range(50)]))
    assert calls == ["dynamodb.GetItem", "s3.PutObject", "s3.PutObject", "dynamodb.PutItem"]


def test_what_is_known_already_writes_nothing() -> None:
    writer = EmbeddedEngine()
    writer.apply([changed(product("p"))])
    assert calls_of(lambda: writer.apply([changed(product("p"))])) == ["dynamodb.GetItem"]


def test_a_small_batch_uploads_little_however_large_the_index_is() -> None:
    writer = EmbeddedEngine()
    writer.apply([changed(product(f"p{n}", description=f"text {n} " * 50)) for n in range(500)])
    before = objects()
    writer.apply([stocked("p7-0")])
    uploaded = sum(size for key, size in objects().items() if key not in before)
    assert uploaded < sum(before.values()) / 5


def test_two_writers_lose_nothing_of_each_other() -> None:
    one, two = EmbeddedEngine(), EmbeddedEngine()
    for n in range(12):
        (one, two)[n % 2].apply([changed(product(f"p{n:02}"))])
    assert everything(EmbeddedEngine()) == [f"p{n:02}" for n in range(12)]


class Overtaken(SnapshotStore):
    """A store in which another writer publishes just before each of the first `times` publications."""

    def __init__(self, times: int) -> None:
        self._changes: list[Change] = [changed(product(f"other{n}")) for n in range(times)]

    def save(self, name: str, content: bytes) -> str:
        if name == "heads" and self._changes:
            EmbeddedEngine().apply([self._changes.pop()])
        return super().save(name, content)


def overtaken_engine(times: int) -> EmbeddedEngine:
    engine = EmbeddedEngine()
    engine._store = Overtaken(times)
    return engine


def test_a_writer_that_is_overtaken_builds_on_the_other_ones_work() -> None:
    writer = overtaken_engine(times=2)
    assert writer.apply([changed(product("mine"))]) == 1
    assert everything(writer) == everything(EmbeddedEngine()) == ["mine", "other0", "other1"]


def test_a_writer_that_is_always_overtaken_gives_up_and_leaves_the_index_whole() -> None:
    writer = overtaken_engine(times=engine_module.WRITE_ATTEMPTS)
    with pytest.raises(IndexBusy):
        writer.apply([changed(product("mine"))])
    assert len(everything(EmbeddedEngine())) == engine_module.WRITE_ATTEMPTS
    assert writer.apply([changed(product("mine"))]) == 1
    assert "mine" in everything(EmbeddedEngine())


class Failing(SnapshotStore):
    """A store that fails once, at the first object of a kind."""

    def __init__(self, kind: str) -> None:
        self._kind: str | None = kind

    def save(self, name: str, content: bytes) -> str:
        if self._kind and name.startswith(self._kind):
            self._kind = None
            raise ClientError({"Error": {"Code": "SlowDown"}}, "PutObject")
        return super().save(name, content)


@pytest.mark.parametrize("kind", ["segments", "heads"])
def test_a_batch_that_fails_on_its_way_is_applied_when_it_comes_again(kind: str) -> None:
    writer = EmbeddedEngine()
    writer.apply([changed(product("p"))])
    writer._store = Failing(kind)
    writer._copy = None
    batch = [changed(product("p", "Red mug", version=2)), changed(product("q"))]
    with pytest.raises(ClientError):
        writer.apply(batch)
    assert everything(EmbeddedEngine()) == ["p"]
    assert writer.apply(batch) == 2
    assert everything(EmbeddedEngine()) == ["p", "q"]
    assert EmbeddedEngine().search(asking("mug")).total == 1


def test_a_missing_segment_is_a_clear_fault() -> None:
    EmbeddedEngine().apply([changed(product("p"))])
    [segment] = [key for key in objects() if "segments" in key]
    client("s3").delete_object(Bucket=BUCKET, Key=segment)
    with pytest.raises(SnapshotDamaged, match="missing"):
        EmbeddedEngine().search(asking())


def test_a_segment_with_another_content_is_a_clear_fault() -> None:
    EmbeddedEngine().apply([changed(product("p"))])
    [segment] = [key for key in objects() if "segments" in key]
    client("s3").put_object(Bucket=BUCKET, Key=segment, Body=b"rot")
    with pytest.raises(SnapshotDamaged, match="another content"):
        EmbeddedEngine().search(asking())


def test_a_reader_that_cannot_follow_goes_on_with_what_it_has() -> None:
    writer, reader = EmbeddedEngine(), EmbeddedEngine()
    writer.apply([changed(product("p"))])
    assert everything(reader) == ["p"]
    before = objects()
    writer.apply([changed(product("q"))])
    for key in objects().keys() - before.keys():
        client("s3").delete_object(Bucket=BUCKET, Key=key)
    assert everything(reader) == ["p"]


def test_a_download_that_arrives_damaged_is_fetched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    EmbeddedEngine().apply([changed(product("p"))])
    load, damaged = SnapshotStore.load, ["once"]

    def load_damaged_once(store: SnapshotStore, key: str) -> bytes:
        if damaged:
            raise SnapshotDamaged(damaged.pop())
        return load(store, key)

    monkeypatch.setattr(SnapshotStore, "load", load_damaged_once)
    assert everything(EmbeddedEngine()) == ["p"]


def test_local_files_that_vanish_are_fetched_again(tmp_path: Path) -> None:
    writer, reader = EmbeddedEngine(), EmbeddedEngine()
    writer.apply([changed(product("p"))])
    assert everything(reader) == ["p"]
    writer.apply([changed(product("q"))])
    for directory in tmp_path.iterdir():
        shutil.rmtree(directory)
    assert everything(reader) == ["p", "q"]
    with pytest.raises((OSError, ValueError)):
        writer.apply([changed(product("r"))])
    assert writer.apply([changed(product("r"))]) == 1
    assert everything(reader) == ["p", "q", "r"]


def test_local_copies_hold_one_index_and_are_removed_with_their_engine(tmp_path: Path) -> None:
    engine = EmbeddedEngine()
    for n in range(30):
        engine.apply([changed(product(f"p{n % 20}", version=n + 1))])
    [directory] = list(tmp_path.iterdir())
    segments = {path.name[:32] for path in directory.glob("[0-9a-f]*.*")}
    assert len(segments) <= 10, "small segments are merged, and the merged ones removed"
    del engine
    assert list(tmp_path.iterdir()) == []


def test_replaced_objects_are_deleted_once_nobody_can_be_reading_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checkout, "SWEEP_EVERY", 4)
    writer = EmbeddedEngine()
    for n in range(7):
        writer.apply([changed(product("p", version=n + 1))])
    client("s3").put_object(Bucket=BUCKET, Key=f"{FILES}segments/left-by-a-crash", Body=b"")
    young = objects()
    now_s = clock.now_s()
    with clock.set_to(lambda: now_s + GRACE_S + 60):
        writer.apply([changed(product("p", version=8))])
    assert len(young) > 10
    assert len(objects()) <= 3
    assert everything(EmbeddedEngine()) == ["p"]


def test_an_index_of_another_format_is_built_anew_by_reader_and_writer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as old:
        old.setattr(checkout, "FORMAT", 0)
        EmbeddedEngine().apply([changed(product("p")), stocked("p-0"), stocked("q-0")])
    writer, reader = EmbeddedEngine(), EmbeddedEngine()
    assert ids(reader.search(asking("kettle", in_stock=True))) == ["p"]
    assert writer.apply([changed(product("q"))]) == 1
    monkeypatch.setattr(Checkout, "_convert", None)
    assert ids(EmbeddedEngine().search(asking(in_stock=True))) == ["p", "q"]
    assert everything(reader) == ["p", "q"]


def test_what_another_format_may_have_left_out_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    news = [changed(product("p", version=3))]
    with monkeypatch.context() as old:
        old.setattr(checkout, "FORMAT", 0)
        EmbeddedEngine().apply(news)
    assert EmbeddedEngine().apply([changed(product("p", version=2))]) == 0
    assert EmbeddedEngine().apply(news) == 1
    assert EmbeddedEngine().apply(news) == 0
