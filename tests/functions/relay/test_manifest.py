"""What relay may do, which nobody else may."""

from haat.events.outbox import SORT_PREFIX, sort_key
from haat.grants import Bus
from relay import manifest


def test_relay_may_put_events_and_nothing_else() -> None:
    assert manifest.PUBLISH_EVENTS.grants == (Bus(),)


def test_the_filter_lets_in_the_sort_keys_of_the_outbox_alone() -> None:
    (pattern,) = manifest.PUBLISH_EVENTS.filters
    assert pattern == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"sk": {"S": [{"prefix": SORT_PREFIX}]}}},
    }
    assert sort_key(1).startswith(SORT_PREFIX)
