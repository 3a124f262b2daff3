"""POST /api/users/exports"""

from haat import clock, ids
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from privacy import manifest, view
from privacy.domain import ASK_AGAIN_AFTER_S, KEPT_S, CopyAskedBefore, Export
from privacy.store import ExportStore


@endpoint(manifest.ASK_FOR_EXPORT)
def handler(
    call: Call[None], exports: ExportStore
) -> Answer[view.ExportView] | CopyAskedBefore | AlreadyAnswered:
    """A copy that is being made."""
    at_s, customer_id = clock.now_s(), call.customer.id
    lately = clock.iso(at_s - ASK_AGAIN_AFTER_S)
    if any(one.asked_at > lately for one in exports.list_of(customer_id)[:1]):
        return CopyAskedBefore()
    export = Export(ids.new_id("exp"), customer_id, clock.iso(at_s), clock.iso(at_s + KEPT_S))
    shown = view.ExportView(export.id, export.asked_at, None, export.expires_at, None)
    answer = Answer(shown, headers={"location": f"{manifest.ASK_FOR_EXPORT.path}/{export.id}"})
    return exports.ask(export, *call.remember(answer)) or answer
