"""DELETE /api/users/links/{provider}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from identity.domain.providers import PasswordNeeded
from identity.linking import Linking
from identity.manifests import providers


@endpoint(providers.UNLINK)
def handler(call: Call[None], linking: Linking) -> Answer[None] | NotFound | PasswordNeeded:
    """Nobody signs in by it any more."""
    return linking.unlink(call.customer.id, call.path["provider"])
