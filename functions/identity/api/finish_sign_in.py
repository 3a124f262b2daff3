"""POST /api/users/sign-in/{provider}/finish"""

from haat import clock
from haat.errors import NotFound
from haat.http import Call, endpoint
from identity.domain.providers import PROVIDERS, Identity, Purpose
from identity.manifests import providers
from identity.signing_in import ComingBack, Outcome, Return, SignIn


@endpoint(providers.FINISH_SIGN_IN)
def handler(call: Call[ComingBack], back: Return, sign_in: SignIn) -> Outcome | NotFound:
    """A session, or the wait for a second factor; of an account that is linked, or of a new one."""
    at_s, name = clock.now_s(), call.path["provider"]
    if name not in PROVIDERS:
        return NotFound()
    who = back.identify(name, call.input, Purpose.SIGN_IN, None)
    return sign_in.enter(call, who, at_s) if isinstance(who, Identity) else who
