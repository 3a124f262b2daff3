"""A product as a client gets it."""

from catalog.domain import Product
from haat.http import Answer, Call
from haat.http.answer import quote

NOT_MODIFIED = 304


def answer(call: Call[None], product: Product) -> Answer[Product] | Answer[None]:
    """The product with its tag; 304 without a body if the caller has this version already."""
    etag = str(product.version)
    if _has(call.headers.get("if-none-match", ""), etag):
        return Answer(None, etag=etag, status=NOT_MODIFIED)
    return Answer(product, etag=etag)


def _has(if_none_match: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return quote(etag) in tags or tags == ["*"]
