"""The published index: a pointer that moves by a condition, objects that prove their content."""

import pytest
from botocore.exceptions import ClientError

from haat.clients import client
from haat.table import connection
from haat.table.meter import meter
from search.store import Overtaken, Pointer, SnapshotDamaged, SnapshotStore

pytestmark = pytest.mark.usefixtures("bucket")


@pytest.fixture
def store() -> SnapshotStore:
    return SnapshotStore()


def test_nothing_was_ever_published(store: SnapshotStore) -> None:
    assert store.current(consistent=True) is None


def test_publications_are_counted(store: SnapshotStore) -> None:
    first = store.publish("a", after=None)
    assert first == Pointer("a", 1)
    assert store.publish("b", after=Pointer("a", 1)) == Pointer("b", 2)
    assert store.current(consistent=False) == Pointer("b", 2)


def test_only_one_of_two_first_publications_counts(store: SnapshotStore) -> None:
    store.publish("a", after=None)
    assert store.publish("b", after=None) == Overtaken()
    assert store.current(consistent=True) == Pointer("a", 1)


def test_a_publication_on_top_of_an_older_one_is_refused(store: SnapshotStore) -> None:
    first = store.publish("a", after=None)
    assert isinstance(first, Pointer)
    store.publish("b", after=first)
    assert store.publish("c", after=first) == Overtaken()
    assert store.current(consistent=True) == Pointer("b", 2)


def test_a_publication_whose_answer_was_lost_knows_itself_again(
    store: SnapshotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatch = connection.MeteredConnection.dispatch

    def apply_twice(self: connection.MeteredConnection, operation: str, request: dict[str, object]) -> object:
        dispatch(self, operation, request)
        return dispatch(self, operation, request)

    with monkeypatch.context() as lost:
        lost.setattr(connection.MeteredConnection, "dispatch", apply_twice)
        assert store.publish("a", after=None) == Pointer("a", 1)
    assert store.current(consistent=True) == Pointer("a", 1)


def test_an_object_comes_back_as_it_was_saved(store: SnapshotStore) -> None:
    key = store.save("segments/s", b"\x00content")
    assert key.startswith("embedded/segments/s-")
    assert store.load(key) == b"\x00content"
    assert store.save("segments/s", b"other") != key


def test_a_missing_object_is_damage_and_so_is_one_that_may_not_be_seen(
    store: SnapshotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SnapshotDamaged, match="missing"):
        store.load("embedded/nothing-00")
    answers_with(monkeypatch, "AccessDenied")
    with pytest.raises(SnapshotDamaged, match="missing"):
        store.load("embedded/nothing-00")


def test_a_fault_of_s3_stays_one(store: SnapshotStore, monkeypatch: pytest.MonkeyPatch) -> None:
    answers_with(monkeypatch, "SlowDown")
    with pytest.raises(ClientError, match="SlowDown"):
        store.load("embedded/nothing-00")


def answers_with(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    def get_object(**_: object) -> None:
        raise ClientError({"Error": {"Code": code}}, "GetObject")

    monkeypatch.setattr(client("s3"), "get_object", get_object)


def test_calls_are_metered(store: SnapshotStore) -> None:
    meter.reset()
    store.load(store.save("heads", b""))
    store.sweep([])
    assert meter.calls == ["s3.PutObject", "s3.GetObject", "s3.ListObjectsV2"]
