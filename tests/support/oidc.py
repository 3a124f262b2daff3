"""A provider of OpenID Connect on loopback: real HTTP, real RS256, and whatever faults a test wants.

It keeps to RFC 6749, RFC 7636 and OpenID Connect Core as far as a code flow goes: a code works once, for the
client, the address and the verifier it was given for.
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = {"client_id": "haat-shop", "client_secret": "s3cret"}
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGE_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Stand:
    """What the provider is about to say, and what it was asked."""

    base: str = ""
    at_s: int = 0
    claims: dict[str, Any] = field(default_factory=dict)  # over those of a valid token; None takes one out
    algorithm: str = "RS256"
    signs_with: Any = KEY
    status: int = 200
    body: bytes | None = None  # in the place of every answer
    hangs_up: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def agree(self, authorization_url: str) -> dict[str, str]:
        """Somebody says yes at the provider: the query of the address they come back to."""
        url = urlsplit(authorization_url)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT["client_id"]
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked | {"issuer": f"{url.scheme}://{url.netloc}{url.path.rpartition('/')[0]}"}
        return {"code": code, "state": asked["state"]}

    def tokens(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The answer to a code; None: it is refused."""
        self.asked.append(form)
        given = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        fits = (
            given
            and form["redirect_uri"] == given["redirect_uri"]
            and (form["client_id"], form["client_secret"]) == tuple(CLIENT.values())
            and base64.urlsafe_b64encode(digest).decode().rstrip("=") == given["code_challenge"]
        )
        return {"access_token": "unused", "id_token": self._id_token(given)} if given and fits else None

    def _id_token(self, given: dict[str, str]) -> str:
        claims: dict[str, Any] = {
            "iss": given["issuer"],
            "aud": CLIENT["client_id"],
            "sub": "subject-1",
            "iat": self.at_s,
            "exp": self.at_s + 3600,
            "nonce": given["nonce"],
            "email": "ada@example.com",
            "email_verified": True,
            "given_name": "Ada",
            "family_name": "Lovelace",
        }
        kept = {name: value for name, value in (claims | self.claims).items() if value is not None}
        key: Any = "" if self.algorithm == "none" else self.signs_with
        return jwt.encode(kept, key, algorithm=self.algorithm, headers={"kid": "key-1"})


@contextmanager
def provider(at_s: int) -> Iterator[Stand]:
    """The provider runs while the block does; its clock stands."""
    stand = Stand(at_s=at_s)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self._say({"keys": [public | {"kid": "key-1", "use": "sig", "alg": "RS256"}]})

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["content-length"])).decode()
            if stand.hangs_up:
                self.connection.close()
                return
            tokens = stand.tokens({name: values[0] for name, values in parse_qs(text).items()})
            self._say(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

        def _say(self, body: object, status: int = 200) -> None:
            self.send_response(status if stand.status == 200 else stand.status)
            content = json.dumps(body).encode() if stand.body is None else stand.body
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    stand.base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield stand
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
