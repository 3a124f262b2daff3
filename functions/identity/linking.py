"""Providers that customers link to their accounts, and unlink."""

from haat import clock
from haat.errors import NotFound, Problem
from haat.http import Answer, Call, Customer
from haat.http.once import AlreadyAnswered
from haat.table import writes
from identity.code_check import Refusal
from identity.domain.accounts import EmailUnverified
from identity.domain.erasure import SecondFactorCodeMissing
from identity.domain.providers import Identity, LinkTaken, PasswordNeeded, Purpose, SignInInvalid
from identity.password_check import PasswordCheck, Proved, Unproved
from identity.second_proof import SecondProof
from identity.signing_in import Begun, ComingBack, SettingOut
from identity.store.accounts import AccountStore
from identity.store.credentials import CredentialsStore
from identity.store.links import LinkStore, PendingStore
from identity.view import LinkView


class Linking:
    """Links accounts."""

    def __init__(self) -> None:
        self._accounts = AccountStore()
        self._credentials = CredentialsStore()
        self._links = LinkStore()
        self._out = SettingOut()
        self._passwords = PasswordCheck()
        self._pending = PendingStore()
        self._proof = SecondProof()

    def prove(
        self, customer: Customer, password: str, code: str | None
    ) -> Unproved | EmailUnverified | SecondFactorCodeMissing | Refusal | None:
        """Whether it is the account's own customer, whose address is proved as well: None if so."""
        proved = self._passwords.proved(customer, password)
        if not isinstance(proved, Proved):
            return proved
        if proved.account.email_verified_at is None:
            return EmailUnverified()
        outcome = self._proof.commit(proved.account, code, ())
        return outcome if isinstance(outcome, Problem) else None

    def begin(self, name: str, customer_id: str) -> Answer[Begun] | NotFound | list[object]:
        """Where the browser of a customer who has proved it goes."""
        return self._out.begin(name, Purpose.LINK, customer_id)

    def finish(
        self, call: Call[ComingBack], who: Identity
    ) -> Answer[LinkView] | LinkTaken | SignInInvalid | AlreadyAnswered:
        """Link the account; whose provider's account is linked elsewhere keeps that link."""
        at = clock.now()
        answer = Answer(LinkView(who.provider, at))
        linked = self._links.linked(who, call.customer.id, at)
        finished = self._pending.finished(call.input.state)
        refusals = writes.commit(finished, *linked, *call.remember(answer))
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        if LinkTaken() in refusals:
            return LinkTaken()
        return SignInInvalid() if refusals else answer

    def unlink(self, customer_id: str, name: str) -> Answer[None] | NotFound | PasswordNeeded:
        """Take a link away, unless nobody could log in without it."""
        linked = next((one for one in self._links.list_of(customer_id) if one.provider == name), None)
        if linked is None:
            return NotFound()
        account = self._accounts.find(customer_id)
        known = self._credentials.find(account.email) if account else None
        if known is None or not known.password_hash:
            return PasswordNeeded()
        return NotFound() if writes.commit(*self._links.unlinked(customer_id, linked)) else Answer(None)
