"""Providers of OpenID Connect over HTTP; nothing else here knows how they are asked."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

import msgspec
import urllib3
from urllib3.exceptions import HTTPError

from haat import clock
from haat.clients import client
from haat.mail_address import LENGTH_MAX
from haat.settings import SHOP_URL, Setting
from haat.table.meter import meter
from identity.domain import providers
from identity.domain.providers import (
    Identity,
    Provider,
    ProviderAnswerInvalid,
    ProviderUnavailable,
    SignInInvalid,
)

SECRET_NAME = Setting("PROVIDERS_SECRET_NAME")
PROVIDERS_BASE = Setting("PROVIDERS_BASE", "")  # of a stand-in for all of them; "": the real ones
CONNECT_S, READ_S = 2, 4
KEYS_TIMEOUT_S = 3
KEYS_CACHE_S = 300
ANSWER_BYTES_MAX = 64 * 1024
CLOCK_MAY_DIFFER_S = 60
NAME_MAX = 100
Refusal = SignInInvalid | ProviderUnavailable | ProviderAnswerInvalid


class Registration(msgspec.Struct, frozen=True):
    """By what a provider knows the shop."""

    client_id: str
    client_secret: str


class _Tokens(msgspec.Struct):
    id_token: str


class ProviderGateway:
    """Sends people to providers, and asks who came back."""

    def authorization_url(self, name: str, state: str, browser: str) -> str:
        """Where a browser goes: with a state, a nonce, and the challenge of a code verifier."""
        provider = _provider(name)
        query = {
            "client_id": _registration(name).client_id,
            "redirect_uri": _redirect_uri(name),
            "response_type": "code",
            "scope": provider.scope,
            "state": state,
            "nonce": providers.nonce_of(browser),
            "code_challenge": providers.challenge_of(browser),
            "code_challenge_method": "S256",
        }
        return f"{provider.authorization_endpoint}?{urlencode(query)}"

    def identify(self, name: str, code: str, browser: str) -> Identity | Refusal:
        """Whom a provider's code stands for. One call, and one for its keys when they are not known."""
        provider, shop = _provider(name), _registration(name)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": _redirect_uri(name),
            "client_id": shop.client_id,
            "client_secret": shop.client_secret,
            "code_verifier": providers.verifier_of(browser),
        }
        answer = _post(provider.token_endpoint, form)
        if not isinstance(answer, bytes):
            return answer
        try:
            token = msgspec.json.decode(answer, type=_Tokens).id_token
        except msgspec.MsgspecError:
            return ProviderAnswerInvalid()
        return _verified(provider, shop, token, providers.nonce_of(browser))


def _post(url: str, form: Mapping[str, str]) -> bytes | Refusal:
    meter.count("provider.token")
    try:
        answer = _http().request(
            "POST", url, fields=form, encode_multipart=False, retries=False, redirect=False,
            timeout=urllib3.Timeout(connect=CONNECT_S, read=READ_S), preload_content=False,
        )  # fmt: skip
        body = answer.read(ANSWER_BYTES_MAX)
        answer.release_conn()
    except HTTPError:
        return ProviderUnavailable()
    if answer.status >= 500 or answer.status == 429:
        return ProviderUnavailable()
    return body if answer.status == 200 else SignInInvalid()


def _verified(provider: Provider, shop: Registration, token: str, nonce: str) -> Identity | Refusal:
    """The identity in a token of the provider, for us, now, and for this very sign-in."""
    import jwt

    try:
        key = _keys(provider.jwks_uri).get_signing_key_from_jwt(token)
        claims = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            audience=shop.client_id,
            issuer=list(provider.issuers),
            # Times are checked by our clock.
            options={
                "require": ["aud", "exp", "iat", "iss", "sub"], "verify_exp": False, "verify_iat": False,
                "verify_nbf": False,
            },
        )  # fmt: skip
    except jwt.PyJWKClientConnectionError:
        return ProviderUnavailable()
    except jwt.PyJWTError:
        return ProviderAnswerInvalid()
    fitting = _is_current(claims) and claims.get("nonce") == nonce
    for_us = claims.get("azp", shop.client_id) == shop.client_id
    return _identity(provider, claims) if fitting and for_us else ProviderAnswerInvalid()


def _is_current(claims: Mapping[str, Any]) -> bool:
    at_s = clock.now_s()
    return int(claims["iat"]) - CLOCK_MAY_DIFFER_S <= at_s < int(claims["exp"]) + CLOCK_MAY_DIFFER_S


def _identity(provider: Provider, claims: Mapping[str, Any]) -> Identity:
    return Identity(
        provider.name,
        str(claims["sub"]),
        _text(claims.get("email"), LENGTH_MAX),
        _text(claims.get("given_name"), NAME_MAX),
        _text(claims.get("family_name"), NAME_MAX),
    )


def _text(value: object, length_max: int) -> str | None:
    """A line of text that a provider tells, if it can be one of ours."""
    fits = isinstance(value, str) and value.isprintable() and len(value) <= length_max
    return str(value).strip() or None if fits else None


def _provider(name: str) -> Provider:
    known, base = providers.PROVIDERS[name], PROVIDERS_BASE.text()
    if not base:
        return known
    own = f"{base}/{name}"
    return replace(
        known, issuers=(own,), authorization_endpoint=f"{own}/authorize", token_endpoint=f"{own}/token",
        jwks_uri=f"{own}/jwks",
    )  # fmt: skip


def _redirect_uri(name: str) -> str:
    """The shop's page that takes the code from its address and sends it here."""
    return f"{SHOP_URL.text()}/sign-in/{name}"


@cache
def _http() -> urllib3.PoolManager:
    return urllib3.PoolManager()


@cache
def _keys(url: str) -> Any:
    import jwt

    return jwt.PyJWKClient(url, lifespan=KEYS_CACHE_S, timeout=KEYS_TIMEOUT_S)


def _registration(name: str) -> Registration:
    return _registrations()[name]


@cache
def _registrations() -> dict[str, Registration]:
    meter.count("secretsmanager.GetSecretValue")
    answer = client("secretsmanager").get_secret_value(SecretId=SECRET_NAME.text())
    return msgspec.json.decode(answer["SecretString"], type=dict[str, Registration])


def forget() -> None:
    """Start from nothing, as a new process does."""
    _http.cache_clear()
    _keys.cache_clear()
    _registrations.cache_clear()
