"""Which events travel together."""

from hypothesis import given
from hypothesis import strategies as st

from relay.domain import CALL_BYTES_MAX, CALL_ENTRIES_MAX, Entry, next_call


def entry(number: int, aggregate: str | None = None, *, size_bytes: int = 100) -> Entry:
    """An event of so many bytes, of an aggregate of its own unless one is named."""
    source, name = "haat.orders", "OrderPlaced"
    detail = "x" * (size_bytes - len(source) - len(name))
    event_id = f"{aggregate or f'ORDER#{number}'}/{number}"
    return Entry(event_id, "2026-11-22T09:30:00Z", source, name, detail)


def test_a_call_holds_ten_entries_at_most() -> None:
    pending = [entry(number) for number in range(CALL_ENTRIES_MAX + 1)]
    assert next_call(pending) == pending[:CALL_ENTRIES_MAX]


def test_a_call_holds_256_kilobytes_at_most() -> None:
    half = CALL_BYTES_MAX // 2
    fitting = [entry(1, size_bytes=half), entry(2, size_bytes=half)]
    assert next_call(fitting) == fitting
    one_byte_more = [entry(1, size_bytes=half), entry(2, size_bytes=half + 1)]
    assert next_call(one_byte_more) == one_byte_more[:1]


def test_the_size_of_an_entry_is_counted_in_bytes_and_not_in_characters() -> None:
    assert (
        Entry("ORDER#1/1", "2026-11-22T09:30:00Z", "haat.orders", "OrderPlaced", "ä€𝄞").size_bytes
        == 22 + 2 + 3 + 4
    )


def test_an_entry_too_large_for_any_call_travels_alone() -> None:
    large = entry(1, size_bytes=CALL_BYTES_MAX + 1)
    assert next_call([large, entry(2)]) == [large]
    assert next_call([entry(2), large]) == [entry(2)]


def test_two_events_of_one_aggregate_never_share_a_call() -> None:
    pending = [entry(1, "ORDER#a"), entry(2, "ORDER#a"), entry(3, "ORDER#b")]
    assert next_call(pending) == [pending[0], pending[2]]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.integers(min_value=22, max_value=CALL_BYTES_MAX + 50_000)),
        max_size=25,
    )
)
def test_every_event_is_taken_once_and_in_the_order_of_its_aggregate(
    events: list[tuple[str, int]],
) -> None:
    entries = [entry(number, name, size_bytes=size) for number, (name, size) in enumerate(events)]
    pending, put = list(entries), list[Entry]()
    while pending:
        call = next_call(pending)
        assert call, "a call takes something as long as there is something"
        put += call
        pending = [one for one in pending if one not in call]
    assert sorted(put, key=entries.index) == entries
    for aggregate in {one.aggregate for one in entries}:
        of_it = [one for one in entries if one.aggregate == aggregate]
        assert [one for one in put if one.aggregate == aggregate] == of_it
