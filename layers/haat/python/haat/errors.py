"""Problems: expected outcomes that a client is told about (RFC 9457), as values.

A service's domain declares one frozen dataclass per problem, derived from the class of its status:

    @dataclass(frozen=True, slots=True)
    class OutOfStock(Conflict):
        \"\"\"Not enough units are left.\"\"\"
        detail = "Only {available} of {sku} are left."
        sku: str
        available: int

Its code is its name (`out_of_stock`), its title the first line of its docstring, its detail the
template filled with its fields; fields are shown as members of the problem document.
"""

import re
from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """A request could not be fulfilled."""

    status: ClassVar[int] = 500
    detail: ClassVar[str] = ""
    retry_after_s: ClassVar[int | None] = None

    @classmethod
    def code(cls) -> str:
        """`OutOfStock` → "out_of_stock"."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def title(cls) -> str:
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")

    def members(self) -> dict[str, object]:
        """The fields, shown as members of the problem document."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def comes_back_s(self) -> int | None:
        """After how many seconds the same request may succeed; None where nobody knows."""
        return self.retry_after_s

    def describe(self) -> str:
        """`detail` with the fields filled in."""
        return self.detail.format_map(self.members()) if self.detail else self.title() + "."


@dataclass(frozen=True, slots=True)
class BadRequest(Problem):
    """The request cannot be read."""

    status: ClassVar[int] = 400


@dataclass(frozen=True, slots=True)
class Unauthorized(Problem):
    """No valid token."""

    status: ClassVar[int] = 401
    detail: ClassVar[str] = "Send a valid token as `Authorization: Bearer <token>`."


@dataclass(frozen=True, slots=True)
class Forbidden(Problem):
    """The token does not give this right."""

    status: ClassVar[int] = 403


@dataclass(frozen=True, slots=True)
class NotFound(Problem):
    """There is nothing here."""

    status: ClassVar[int] = 404
    detail: ClassVar[str] = "There is nothing here that you may see."


@dataclass(frozen=True, slots=True)
class Conflict(Problem):
    """The state of the resource does not allow this."""

    status: ClassVar[int] = 409


@dataclass(frozen=True, slots=True)
class PreconditionFailed(Problem):
    """The resource has changed since it was read."""

    status: ClassVar[int] = 412
    detail: ClassVar[str] = "If-Match does not match; the current ETag is {etag}."
    etag: str


@dataclass(frozen=True, slots=True)
class BodyTooLarge(Problem):
    """The body is too large."""

    status: ClassVar[int] = 413
    detail: ClassVar[str] = "A body has at most 262144 bytes."


@dataclass(frozen=True, slots=True)
class UnsupportedMediaType(Problem):
    """The body is not JSON."""

    status: ClassVar[int] = 415
    detail: ClassVar[str] = "Send the body as `Content-Type: application/json`, and not compressed."


@dataclass(frozen=True, slots=True)
class Invalid(Problem):
    """The request is well-formed but not valid."""

    status: ClassVar[int] = 422


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; `pointer` is a JSON Pointer into the body or the query."""

    pointer: str
    detail: str


@dataclass(frozen=True, slots=True)
class InvalidInput(Invalid):
    """Some fields are not valid."""

    detail: ClassVar[str] = "See `errors` for every field that is not valid."
    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class CardNumberRefused(Invalid):
    """A card number does not belong here."""

    detail: ClassVar[str] = "{pointer} has a card number: cards are told to the payment provider alone."
    pointer: str


@dataclass(frozen=True, slots=True)
class TooManyRequests(Problem):
    """Too many requests."""

    status: ClassVar[int] = 429
    retry_after_s: ClassVar[int | None] = 60


@dataclass(frozen=True, slots=True)
class LimitReached(TooManyRequests):
    """Too many requests."""

    wait_s: int  # told in Retry-After

    @classmethod
    def code(cls) -> str:
        """To a client it is the same, whoever refuses."""
        return TooManyRequests.code()

    def members(self) -> dict[str, object]:
        return {}

    def comes_back_s(self) -> int:
        return self.wait_s


@dataclass(frozen=True, slots=True)
class Unavailable(Problem):
    """Something that this needs does not answer."""

    status: ClassVar[int] = 503
    retry_after_s: ClassVar[int | None] = 2
    detail: ClassVar[str] = "Nothing was lost: repeat the request with the same Idempotency-Key in a moment."


@dataclass(frozen=True, slots=True)
class InternalError(Problem):
    """Something went wrong on our side."""

    status: ClassVar[int] = 500
    detail: ClassVar[str] = "The fault is recorded under the request id."


@dataclass(frozen=True, slots=True)
class MalformedJson(BadRequest):
    """The body is not JSON."""

    detail: ClassVar[str] = "{reason}"
    reason: str


@dataclass(frozen=True, slots=True)
class CursorInvalid(BadRequest):
    """The cursor was not made here."""

    detail: ClassVar[str] = "Pass `next` of the last page, unchanged and with the same filters."


@dataclass(frozen=True, slots=True)
class IdempotencyKeyMissing(BadRequest):
    """This request needs an Idempotency-Key."""

    detail: ClassVar[str] = "Send `Idempotency-Key`: 1 to 255 visible ASCII characters, new for each order."


@dataclass(frozen=True, slots=True)
class IdempotencyKeyInvalid(BadRequest):
    """The Idempotency-Key is not valid."""

    detail: ClassVar[str] = "`Idempotency-Key` has 1 to 255 visible ASCII characters."


@dataclass(frozen=True, slots=True)
class IdempotencyKeyReused(Invalid):
    """This Idempotency-Key belongs to another request."""

    detail: ClassVar[str] = "A key names one request: the same key came with another body or path before."


@dataclass(frozen=True, slots=True)
class RequestInProgress(Conflict):
    """The same request is still being worked on."""

    retry_after_s: ClassVar[int | None] = 1
    detail: ClassVar[str] = "Ask again in a moment with the same Idempotency-Key."
