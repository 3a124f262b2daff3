"""One call of an endpoint: who calls, with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from haat import audit
from haat.cards import without_card_numbers
from haat.errors import PreconditionFailed
from haat.http.answer import Answer, quote
from haat.http.once import Once
from haat.observability import Invocation
from haat.permissions import Permission, Role, permitted
from haat.scrubbing import CARD
from haat.table.writes import Write

InputT = TypeVar("InputT")
PartT = TypeVar("PartT")
AUDIT_REASON = "Audit-Reason"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer with a valid access token; `family` is the session it came from."""

    id: str
    family: str
    email: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a cart token, known by its hash."""

    token_hash: str


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Somebody who carries the link to one order."""

    order_id: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody of the pool of staff, by the name they have there and the groups they are in."""

    username: str
    roles: frozenset[Role]

    def may(self, permission: Permission | None) -> bool:
        return permitted(self.roles, permission)


Principal = Customer | Guest | LinkHolder | Staff | None
"""None: nobody in particular (a public endpoint, or a guest who has no cart token yet)."""


class ManifestMistake(RuntimeError):
    """A handler asks for what its endpoint does not demand: another caller, or an idempotency key."""


@dataclass(frozen=True, slots=True)
class Call(Generic[InputT]):
    """`input` is the validated body of a POST or PUT, the validated query of a GET or DELETE."""

    input: InputT
    principal: Principal
    path: Mapping[str, str]
    headers: Mapping[str, str]  # names in lower case
    raw_body: bytes
    request_id: str
    source_ip: str
    once: Once | None  # set when the request carries an Idempotency-Key
    invocation: Invocation

    @property
    def device(self) -> str:
        """What the caller's device calls itself, or ""."""
        return self._written("user-agent")

    @property
    def customer(self) -> Customer:
        """Raises: ManifestMistake."""
        if not isinstance(self.principal, Customer):
            raise ManifestMistake("not a customer")
        return self.principal

    @property
    def staff(self) -> Staff:
        """Who has the permission that the endpoint asks for. Raises: ManifestMistake."""
        if not isinstance(self.principal, Staff):
            raise ManifestMistake("not of the staff")
        return self.principal

    def holds(self, order_id: str, customer_id: str) -> bool:
        """Whether the caller is the customer whose order this is, or carries the link to it (G11)."""
        match self.principal:
            case Customer(id=own):
                return own == customer_id
            case LinkHolder(order_id=linked):
                return linked == order_id
            case _:
                return False

    @property
    def key(self) -> Once:
        """The idempotency key of a request that must have one. Raises: ManifestMistake."""
        if self.once is None:
            raise ManifestMistake("the endpoint does not require an Idempotency-Key")
        return self.once

    def part(self, number: int, given: PartT) -> "Call[PartT]":
        """A part of this request as a call of its own, with a key that follows from this one's."""
        headers = {name: value for name, value in self.headers.items() if name != "if-match"}
        once = self.key.part(number)
        return Call(
            given,
            self.principal,
            self.path,
            headers,
            self.raw_body,
            self.request_id,
            self.source_ip,
            once,
            self.invocation,
        )

    def remember(self, answer: Answer[Any]) -> tuple[Write, ...]:
        """What to commit with the effect, so that a repeat of this request gets `answer`: G1."""
        return (self.once.answered(answer),) if self.once else ()

    def remember_personal(self, answer: Answer[Any]) -> tuple[Write, ...]:
        """Like `remember`, for an answer that tells of a person: it goes when they are erased."""
        return (self.once.personal(answer),) if self.once else ()

    def audited(self, subject: str, before: object, after: object) -> Write:
        """What to commit with a change by staff: the entry that tells of it. None is nothing.

        `subject`: what is changed, "coupon/SPRING". Why, the body's `reason` says, else the header
        `Audit-Reason`. Raises: ManifestMistake.
        """
        told = audit.entry(
            self.staff.username,
            self.invocation.name,
            subject,
            audit.changed(before, after),
            reason=self._reason,
            request_id=self.request_id,
        )
        return audit.kept(told)

    @property
    def _reason(self) -> str | None:
        given = getattr(self.input, "reason", None) or self._written(AUDIT_REASON.lower())
        return str(given)[: audit.REASON_MAX] if given else None

    def _written(self, header: str) -> str:
        """What somebody has written into a header that may be kept, or ""; a card number is taken out."""
        return without_card_numbers(self.headers.get(header, ""), CARD)

    def precondition(self, etag: str) -> PreconditionFailed | None:
        """None if the request carries no If-Match, or one that names `etag`."""
        wanted = self.headers.get("if-match")
        if wanted is None or wanted.strip() == "*":
            return None
        tags = [tag.strip().removeprefix("W/") for tag in wanted.split(",")]
        return None if quote(etag) in tags else PreconditionFailed(quote(etag))
