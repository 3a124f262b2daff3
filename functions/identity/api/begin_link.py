"""POST /api/users/links/{provider}"""

import msgspec

from haat.errors import NotFound, Problem, Unavailable
from haat.http import Answer, Call, endpoint
from identity.code_check import Refusal
from identity.domain.accounts import EmailUnverified
from identity.domain.erasure import SecondFactorCodeMissing
from identity.fields import Code, Password
from identity.linking import Linking
from identity.manifests import providers
from identity.password_check import Unproved
from identity.signing_in import Begun


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The proofs once more: who links a provider can log in by it for ever."""

    password: Password
    code: Code | None = None


Outcome = (
    Answer[Begun] | NotFound | Unproved | EmailUnverified | SecondFactorCodeMissing | Refusal | Unavailable
)


@endpoint(providers.BEGIN_LINK)
def handler(call: Call[Body], linking: Linking) -> Outcome:
    """Where the browser goes."""
    refused = linking.prove(call.customer, call.input.password, call.input.code)
    if isinstance(refused, Problem):
        return refused
    begun = linking.begin(call.path["provider"], call.customer.id)
    return Unavailable() if isinstance(begun, list) else begun
