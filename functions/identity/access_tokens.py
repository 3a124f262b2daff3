"""Access tokens: JWTs that anybody can verify and that no other service can issue.

They are put together by hand, because PyJWT wants the private key.
"""

import base64

import msgspec

from haat import ids
from haat.http.revocation import TOKEN_LIFE_S
from haat.http.tokens import TYPE
from haat.settings import TOKEN_AUDIENCE, TOKEN_ISSUER
from identity.domain.sessions import Session
from identity.signing import ALGORITHM, SigningKey


class AccessTokens:
    """Issues access tokens."""

    def __init__(self) -> None:
        self._key = SigningKey()

    def issue(self, session: Session, at_s: int) -> str:
        """A token of `session`, valid for 15 minutes from `at_s`. One call of KMS.

        `at_s` is a moment before the session was last seen alive: a token must not outlive the memory
        of its revocation, which begins when the session ends.
        """
        header = {"alg": ALGORITHM, "typ": TYPE, "kid": self._key.name}
        claims = {
            "iss": TOKEN_ISSUER.text(),
            "aud": TOKEN_AUDIENCE.text(),
            "sub": session.customer_id,
            "family": session.family,
            "generation": session.generation,
            "email": session.email,
            "token_use": "access",
            "iat": at_s,
            "exp": at_s + TOKEN_LIFE_S,
            "jti": ids.new_id("tok"),
        }
        signed = b".".join(_base64url(msgspec.json.encode(part)) for part in (header, claims))
        return b".".join((signed, _base64url(self._key.sign(signed)))).decode()


def _base64url(data: bytes) -> bytes:
    """RFC 7515: without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=")
