"""A service as small as can be: notes on a shelf. What tests of the kernel wrap."""

import msgspec

from haat.errors import Conflict, NotFound, PreconditionFailed
from haat.grants import KeySpace, Table
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.manifest import Auth, Endpoint, Idempotency
from haat.manifest import endpoint as declare
from haat.permissions import Permission
from haat.table import reads, writes
from haat.table.item import Integer, Item, Text

SHELF = KeySpace("SHELF#")
GRANT = Table(("GetItem", "PutItem", "UpdateItem"), SHELF)
SORT = "NOTE"


class NoteItem(Item, discriminator="shelf-note"):
    """One note."""

    text = Text()
    units = Integer(default=0)


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What a note says."""

    text: str


class Note(msgspec.Struct):
    """A note as a client sees it."""

    text: str
    version: int


class Taken(Conflict):
    """There is a note already."""


class Notes:
    """Notes in the table."""

    def find(self, place: str) -> NoteItem | None:
        return reads.find(NoteItem, SHELF.key(place), SORT, consistent=True)

    def write(self, place: str, text: str, *also: writes.Write) -> list[object]:
        item = NoteItem(pk=SHELF.key(place), sk=SORT, text=text)
        return writes.commit(writes.put_new(item, refused=lambda _: Taken()), *also)


def declared(
    method: str = "POST",
    *,
    auth: Auth | Permission = Auth.CUSTOMER,
    idempotency: Idempotency | None = None,
    status: int = 200,
    edge_cache_s: int = 0,
    path: str = "/api/shelf/{place}",
) -> Endpoint:
    """An endpoint of the service."""
    return declare(
        method,
        path,
        "shelf.api.write_note",
        auth=auth,
        summary="Write a note",
        grants=(GRANT,),
        status=status,
        idempotency=idempotency,
        edge_cache_s=edge_cache_s,
    )


def write_note(call: Call[Body], notes: Notes) -> Answer[Note] | Taken | AlreadyAnswered:
    """Write a note where there is none."""
    answer = Answer(Note(call.input.text, 1), etag="1")
    refusals = notes.write(call.path["place"], call.input.text, *call.remember(answer))
    if not refusals:
        return answer
    return AlreadyAnswered() if AlreadyAnswered() in refusals else Taken()


def read_note(call: Call[None], notes: Notes) -> Answer[Note] | NotFound:
    """Read a note."""
    item = notes.find(call.path["place"])
    return Answer(Note(item.text, item.version), etag=str(item.version)) if item else NotFound()


def tidy_note(call: Call[Body], notes: Notes) -> Answer[Note] | PreconditionFailed | NotFound:
    """Say what a note would be, if it still is what the caller saw."""
    item = notes.find(call.path["place"])
    if item is None:
        return NotFound()
    return call.precondition(str(item.version)) or Answer(Note(call.input.text.strip(), item.version))


WRITE = endpoint(declared(status=201))(write_note)
WRITE_WITH_KEY = endpoint(declared(status=201, idempotency=Idempotency.REQUIRED))(write_note)
WRITE_WITHOUT_KEY = endpoint(declared(status=201, idempotency=Idempotency.NONE))(write_note)
READ = endpoint(declared("GET", auth=Auth.PUBLIC))(read_note)
TIDY = endpoint(declared("PUT", auth=Auth.PUBLIC))(tidy_note)
