"""Sign-in by a provider, from the browser's setting out to its coming back."""

from typing import Annotated

import msgspec

from haat import clock, ids
from haat.errors import NotFound, Problem
from haat.http import Answer, Call, once
from haat.mail_address import email_errors
from haat.table import writes
from identity import view
from identity.domain import providers
from identity.domain.accounts import Account, AccountBlocked, Details, EmailTaken
from identity.domain.providers import (
    PROVIDERS,
    AddressHasAccount,
    Identity,
    Pending,
    ProviderAnswerInvalid,
    ProviderEmailMissing,
    ProviderUnavailable,
    Purpose,
    SignInInvalid,
)
from identity.domain.sessions import FIRST_GENERATION
from identity.entrance import Entered, Entrance, SecondFactorAsked
from identity.gateway import ProviderGateway
from identity.store.accounts import AccountStore
from identity.store.credentials import CredentialsStore
from identity.store.links import LinkStore, PendingStore

NO_PASSWORD = ""  # a hash of nothing: whoever wants one sets it as who has forgotten theirs


class Begun(msgspec.Struct):
    """Where the browser goes. It keeps `browser` to itself until it comes back: nobody else can finish."""

    authorization_url: str
    browser: str
    expires_in: int = providers.PENDING_LIFE_S  # seconds


class ComingBack(msgspec.Struct, forbid_unknown_fields=True):
    """What the provider wrote into the address of the shop's page, and what the browser has kept."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=2048)]
    state: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
    browser: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]


GatewayRefusal = SignInInvalid | ProviderUnavailable | ProviderAnswerInvalid
Refusal = GatewayRefusal | ProviderEmailMissing | AddressHasAccount
Outcome = Answer[view.LoggedIn] | Answer[SecondFactorAsked] | Refusal | AccountBlocked | once.AlreadyAnswered


class SettingOut:
    """Sends browsers to providers."""

    def __init__(self) -> None:
        self._gateway = ProviderGateway()
        self._pending = PendingStore()

    def begin(
        self, name: str, purpose: Purpose, customer_id: str | None, *also: writes.Write
    ) -> Answer[Begun] | NotFound | list[object]:
        """Where to go, once `also` is committed with it; else what refused that."""
        if name not in PROVIDERS:
            return NotFound()
        state, browser = ids.new_token(), ids.new_token()
        answer = Answer(Begun(self._gateway.authorization_url(name, state, browser), browser))
        until_s = clock.now_s() + providers.PENDING_LIFE_S
        pending = Pending(name, purpose, providers.hash_of(browser), until_s, customer_id)
        return writes.commit(self._pending.begun(state, pending), *also) or answer


class Return:
    """Finds out who came back."""

    def __init__(self) -> None:
        self._gateway = ProviderGateway()
        self._pending = PendingStore()

    def identify(
        self, name: str, back: ComingBack, purpose: Purpose, customer_id: str | None
    ) -> Identity | GatewayRefusal:
        """Whom the provider knows, if the browser that set out for this is back."""
        pending = self._pending.find(back.state)
        if pending is None or not providers.is_of_browser(pending, back.browser, clock.now_s()):
            return SignInInvalid()
        if (pending.provider, pending.purpose, pending.customer_id) != (name, purpose, customer_id):
            return SignInInvalid()
        who = self._gateway.identify(name, back.code, back.browser)
        if isinstance(who, ProviderAnswerInvalid):  # one that does not answer may be asked again
            writes.commit(self._pending.finished(back.state))
        return who


class SignIn:
    """Turns those who came back into sessions."""

    def __init__(self) -> None:
        self._accounts = AccountStore()
        self._credentials = CredentialsStore()
        self._entrance = Entrance()
        self._links = LinkStore()
        self._pending = PendingStore()

    def enter(self, call: Call[ComingBack], who: Identity, at_s: int) -> Outcome:
        """The session of the account that is linked, or of a new one. A refusal, too, ends the sign-in."""
        customer_id = self._links.account_of(who)
        outcome = self._known(call, customer_id, at_s) if customer_id else self._new(call, who, at_s)
        if isinstance(outcome, Problem):
            writes.commit(self._pending.finished(call.input.state))
        return outcome

    def _known(self, call: Call[ComingBack], customer_id: str, at_s: int) -> Outcome:
        account = self._accounts.find(customer_id)
        known = self._credentials.find(account.email) if account else None
        if account is None or known is None or known.customer_id != customer_id:
            return SignInInvalid()  # it is closed, and will be erased
        return self._commit(call, self._entrance.enter(account, known.generation, call.device, at_s))

    def _new(self, call: Call[ComingBack], who: Identity, at_s: int) -> Outcome:
        """The address may be anybody's, as with any registration: it is proved by mail, or not at all."""
        if who.email is None or email_errors(who.email):
            return ProviderEmailMissing()
        if self._credentials.find(who.email):
            return AddressHasAccount()
        at = clock.iso(at_s)
        details = Details(who.first_name, who.last_name)
        account = Account(ids.new_id("usr"), who.email, details, created_at=at, proof_asked_at=at)
        return self._commit(
            call,
            self._entrance.enter(account, FIRST_GENERATION, call.device, at_s),
            self._credentials.claimed(account.email, account.id, NO_PASSWORD),
            *self._accounts.registered(account),
            *self._links.linked(who, account.id, at),
        )

    def _commit(
        self, call: Call[ComingBack], entered: Entered | AccountBlocked, *also: writes.Write
    ) -> Outcome:
        if isinstance(entered, AccountBlocked):
            return entered
        finished = self._pending.finished(call.input.state)
        sealed = once.remember_sealed(call.once, entered.answer)
        refusals = writes.commit(finished, entered.begun, *also, *sealed)
        if once.AlreadyAnswered() in refusals:
            return once.AlreadyAnswered()
        if EmailTaken() in refusals:
            return AddressHasAccount()
        return SignInInvalid() if refusals else entered.answer
