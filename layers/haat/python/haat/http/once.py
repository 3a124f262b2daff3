"""Idempotency keys: one key, one effect, one answer, for ever (I14).

The marker of an answered request is written in the same transaction as the effect. So there is no
"in progress" that a crash could leave behind, and nothing is read on the happy path: when the
transaction finds the marker there, or the request fails because its first run has changed the state,
the stored answer is looked up and repeated.

An answer that holds secrets is kept sealed: only a repeat of its very request can open it.
"""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from haat.errors import IdempotencyKeyReused
from haat.http import sealing
from haat.http.answer import Answer, Stored, store
from haat.keys import IDEMPOTENCY, REQUESTS_OF
from haat.table import reads, writes
from haat.table.item import Document, Item, Text

_SORT = "MARKER"
_PAGE = 100  # markers


class RequestMarker(Item, discriminator="request"):
    """One request that had an effect. `reference` names what it made; `answer` follows at the latest
    when the request ends, and is completed by a repeat if the first run died before that."""

    fingerprint = Text()
    reference = Text(null=True)
    answer: Document[Stored | None] = Document(Stored | None, null=True)
    sealed_answer = Text(null=True)  # a Stored as JSON


@dataclass(frozen=True, slots=True)
class AlreadyAnswered:
    """The marker of this request is there: repeat its answer."""


@dataclass(frozen=True, slots=True)
class Once:
    """The idempotency key of one request, scoped to its caller."""

    key: str  # partition key of the marker
    fingerprint: str  # of method, path and body
    status: int  # of the endpoint's success
    route: str = ""  # fingerprint of method and path alone
    caller: str = ""  # a hash of who asks
    secret: bytes = field(default=b"", repr=False)  # the key and the request, which the table never knows

    def part(self, number: int) -> "Once":
        """The key of one part of this request: see haat.http.parts."""
        return replace(self, key=f"{self.key}/{number}")

    def answered(self, answer: Answer[Any]) -> writes.Write:
        """The write that stores the answer; refused as AlreadyAnswered."""
        return self._put(RequestMarker(answer=store(answer, status=self.status)))

    def personal(self, answer: Answer[Any]) -> writes.Write:
        """Like `answered`, for an answer that tells of a person: it is found again when they are erased."""
        stored = store(answer, status=self.status)
        listed = RequestMarker(answer=stored, gsi1pk=REQUESTS_OF.key(self.caller), gsi1sk=self.key)
        return self._put(listed)

    def sealed(self, answer: Answer[Any]) -> writes.Write:
        """Like `answered`, for an answer or a request that holds secrets; only a repeat can open it.

        Not even the fingerprint of the body is kept: it would make guessing a password in it cheap.
        """
        text = msgspec.json.encode(store(answer, status=self.status)).decode()
        sealed = sealing.seal(text, self.secret, self.key.encode())
        return self._put(RequestMarker(sealed_answer=sealed, fingerprint=self.route))

    def claimed(self, reference: str) -> writes.Write:
        """The write that claims the key for an effect whose answer is not known yet."""
        return self._put(RequestMarker(reference=reference))

    def completed(self, answer: Answer[Any]) -> writes.Write:
        """The write that stores the answer of a claimed key, unless there is one already."""
        return writes.update(
            RequestMarker,
            self.key,
            _SORT,
            [RequestMarker.answer.set(store(answer, status=self.status))],
            when=RequestMarker.answer.does_not_exist() & RequestMarker.pk.exists(),
            refused=lambda _: AlreadyAnswered(),
        )

    def find(self) -> RequestMarker | IdempotencyKeyReused | None:
        """The marker of this request's first run, if there was one. One consistent read."""
        marker = reads.find(RequestMarker, self.key, _SORT, consistent=True)
        if marker and marker.sealed_answer:
            return self._unsealed(marker, marker.sealed_answer)
        if marker and marker.fingerprint != self.fingerprint:
            return IdempotencyKeyReused()
        return marker

    def was_answered(self) -> bool:
        """Whether this very request has had its effect. One consistent read."""
        return isinstance(self.find(), RequestMarker)

    def _unsealed(self, marker: RequestMarker, sealed: str) -> RequestMarker | IdempotencyKeyReused:
        same_route = marker.fingerprint == self.route  # another one may not even be able to unseal
        text = sealing.unseal(sealed, self.secret, self.key.encode()) if same_route else None
        if text is None:
            return IdempotencyKeyReused()
        marker.answer = msgspec.json.decode(text, type=Stored)
        return marker

    def _put(self, marker: RequestMarker) -> writes.Write:
        marker.pk, marker.sk = self.key, _SORT
        marker.fingerprint = marker.fingerprint or self.fingerprint
        return writes.put_new(marker, refused=lambda _: AlreadyAnswered())


def remember_sealed(once: Once | None, answer: Answer[Any]) -> tuple[writes.Write, ...]:
    """Like `Call.remember`, for an answer or a request that holds secrets."""
    return (once.sealed(answer),) if once else ()


def forget_answers(marker: str | None, scope: str) -> None:
    """Erase the answer under one marker's key, if that is given, and all `personal` ones of a caller.

    The markers stay, so what was done once is not done again. A query of the index for each hundred.
    """
    if marker:
        _forget(marker)
    after = None
    while True:
        pk = REQUESTS_OF.key(_digest(scope.encode()))
        page = reads.page(RequestMarker, pk, limit=_PAGE, after=after, by_index=True)
        for item in page.items:
            _forget(item.pk)
        after = page.last_key
        if after is None:
            return


def _forget(key: str) -> None:
    gone = [RequestMarker.answer.remove()]
    there = RequestMarker.answer.exists()
    writes.commit(writes.update(RequestMarker, key, _SORT, gone, when=there, refused=lambda _: None))


def of_request(scope: str, key: str, method: str, path: str, body: object, *, status: int) -> Once:
    """The key of one request. `scope` names the caller, so that two callers never share a key."""
    named = _digest(f"{scope}\n{key}".encode())
    request = msgspec.json.encode([method, path, body], order="sorted")
    return Once(
        key=IDEMPOTENCY.key(named),
        fingerprint=_digest(request),
        status=status,
        route=_digest(f"{method} {path}".encode()),
        caller=_digest(scope.encode()),
        secret=key.encode() + b"\n" + request,
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
