"""POST /api/users/links/{provider}/finish"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from identity.domain.providers import PROVIDERS, Identity, LinkTaken, Purpose
from identity.linking import Linking
from identity.manifests import providers
from identity.signing_in import ComingBack, GatewayRefusal, Return
from identity.view import LinkView

Outcome = Answer[LinkView] | NotFound | LinkTaken | GatewayRefusal | AlreadyAnswered


@endpoint(providers.FINISH_LINK)
def handler(call: Call[ComingBack], back: Return, linking: Linking) -> Outcome:
    """The caller signs in by it from now on."""
    name = call.path["provider"]
    if name not in PROVIDERS:
        return NotFound()
    who = back.identify(name, call.input, Purpose.LINK, call.customer.id)
    return linking.finish(call, who) if isinstance(who, Identity) else who
