"""POST /api/users/sign-in/{provider}"""

from haat.errors import NotFound, Unavailable
from haat.http import Answer, Call, endpoint
from identity.domain.providers import Purpose
from identity.manifests import providers
from identity.signing_in import Begun, SettingOut


@endpoint(providers.BEGIN_SIGN_IN)
def handler(call: Call[None], out: SettingOut) -> Answer[Begun] | NotFound | Unavailable:
    """Where the browser goes. A repeat begins another one: what was begun and is never finished expires."""
    begun = out.begin(call.path["provider"], Purpose.SIGN_IN, None)
    return Unavailable() if isinstance(begun, list) else begun
