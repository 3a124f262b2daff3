"""A document as a client gets it."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from haat.http import Answer, Binary
from invoices.domain.documents import Document
from invoices.typesetter import typeset

_TAG_HEX_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Pdf(Binary):
    """A document on paper."""

    media_type: ClassVar[str] = "application/pdf"


def answer(document: Document) -> Answer[Pdf]:
    """The PDF of a document, tagged with the hash of its bytes: a repeat is the same to the byte."""
    content = typeset(document)
    name = f"{document.kind.value.replace('_', '-')}-{document.number}.pdf"
    return Answer(
        Pdf(content),
        etag=hashlib.sha256(content).hexdigest()[:_TAG_HEX_DIGITS],
        headers={"content-disposition": f'inline; filename="{name}"'},
    )
