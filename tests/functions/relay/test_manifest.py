"""What relay may do, which nobody else may."""

from haat.events.outbox import SORT_PREFIX, sort_key
from haat.grants import Bus
from haat.keys import OUTBOX
from haat.manifest import Function
from infra.cdk.services import discover, functions_of
from relay import manifest


def test_relay_alone_may_put_events() -> None:
    putting = [one for one in functions_of(discover(), Function) if Bus() in one.grants]
    assert putting == [manifest.PUBLISH_EVENTS, manifest.SWEEP_OUTBOX]


def test_who_publishes_what_the_stream_brings_touches_nothing_but_pointers() -> None:
    bus, pointers = manifest.PUBLISH_EVENTS.grants
    assert (bus, pointers.spaces) == (Bus(), (OUTBOX,))  # type: ignore[union-attr]


def test_the_filter_lets_in_the_sort_keys_of_the_outbox_alone() -> None:
    (pattern,) = manifest.PUBLISH_EVENTS.filters
    assert pattern == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"sk": {"S": [{"prefix": SORT_PREFIX}]}}},
    }
    assert sort_key(1).startswith(SORT_PREFIX)
