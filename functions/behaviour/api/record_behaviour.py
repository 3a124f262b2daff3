"""POST /api/events/behaviour"""

from typing import Annotated

import msgspec
from msgspec import Meta

from behaviour import domain, manifest
from behaviour.domain import BehaviourLimited, Search, Told, View
from behaviour.recorder import Recorder
from haat.http import Call, Customer, endpoint

Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8,64}$(?!\n)")]
ProductId = Annotated[str, Meta(pattern=r"^prod_[0-9a-z]{26}$(?!\n)")]
Query = Annotated[str, Meta(min_length=1, max_length=domain.QUERY_CHARACTERS_MAX)]


class ViewedProduct(msgspec.Struct, forbid_unknown_fields=True, tag_field="type", tag=True):
    """A product's page was opened; `query`: what was searched for, if its result led here."""

    id: Id
    product_id: ProductId
    query: Query | None = None


class SearchPerformed(msgspec.Struct, forbid_unknown_fields=True, tag_field="type", tag=True):
    """A search was shown with so many results."""

    id: Id
    query: Query
    results: Annotated[int, Meta(ge=0, le=domain.RESULTS_MAX)]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What one visit tells. `session` is random and the client's own; `id` of each event as well.

    `consent`: the visitor, who is logged in, lets this shape what they are shown. Without it nobody is named.
    """

    session: Id
    events: Annotated[list[ViewedProduct | SearchPerformed], Meta(min_length=1, max_length=domain.EVENTS_MAX)]
    consent: bool = False


class Recorded(msgspec.Struct):
    """How many events are new, and how many were told before."""

    accepted: int
    repeated: int


@endpoint(manifest.RECORD_BEHAVIOUR)
def handler(call: Call[Body], recorder: Recorder) -> Recorded | BehaviourLimited:
    """Take what is new of it; all of that, or nothing."""
    accepted = recorder.record(call.source_ip, _told(call))
    if isinstance(accepted, BehaviourLimited):
        return accepted
    return Recorded(accepted, len(call.input.events) - accepted)


def _told(call: Call[Body]) -> Told:
    events, who = call.input.events, call.principal
    views = (View(one.id, one.product_id, one.query) for one in events if isinstance(one, ViewedProduct))
    searches = (Search(one.id, one.query, one.results) for one in events if isinstance(one, SearchPerformed))
    known = who.id if isinstance(who, Customer) and call.input.consent else None
    return Told(call.input.session, tuple(views), tuple(searches), known)
