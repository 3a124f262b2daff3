"""GET /api/users/links"""

import msgspec

from haat.http import Call, endpoint
from identity.manifests import providers
from identity.store.links import LinkStore
from identity.view import LinkView


class Links(msgspec.Struct):
    """All of the caller's links: there are as many as providers at most."""

    items: list[LinkView]
    next: None = None


@endpoint(providers.LIST_LINKS)
def handler(call: Call[None], links: LinkStore) -> Links:
    """By whom the caller can sign in."""
    return Links([LinkView(one.provider, one.linked_at) for one in links.list_of(call.customer.id)])
