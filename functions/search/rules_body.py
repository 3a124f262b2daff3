"""A rule as an admin writes it, with the limits of every field."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from haat.errors import FieldError, InvalidInput
from search.domain.rules import PINS_MAX, Kind, Terms, normalised

Phrase = Annotated[str, Meta(min_length=1, max_length=60)]
ProductId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,60}$(?!\n)")]
# Begins with one slash and has no two together: no browser takes it for the address of another site.
Path = Annotated[
    str, Meta(pattern=r"^(?!.*//)(?!.*/\.)/[A-Za-z0-9._~!$&'()*+,;=:@/%?#-]*$(?!\n)", max_length=200)
]


class RuleBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Synonyms have `phrases`; a redirect `question` and `to`; pins `question` and `products`."""

    kind: Kind
    phrases: Annotated[list[Phrase], Meta(max_length=10)] = []
    one_way: bool = False
    question: Annotated[str, Meta(max_length=200)] = ""
    to: Path | None = None
    products: Annotated[list[ProductId], Meta(max_length=PINS_MAX)] = []


def terms_of(body: RuleBody) -> Terms | InvalidInput:
    """The rule in a request, or what is wrong with it as a whole."""
    errors = (*_of_kind(body), *_of_lists(body))
    if errors:
        return InvalidInput(errors)
    return Terms(
        kind=body.kind,
        phrases=tuple(body.phrases),
        one_way=body.one_way,
        question=body.question,
        to=body.to or "",
        products=tuple(body.products),
    )


def _of_kind(body: RuleBody) -> Iterator[FieldError]:
    """Every kind has what it needs, and nothing of another."""
    if bool(body.phrases) != (body.kind is Kind.SYNONYMS):
        yield FieldError("/phrases", "Synonyms have phrases, and nothing else has.")
    if body.one_way and body.kind is not Kind.SYNONYMS:
        yield FieldError("/one_way", "Only synonyms have a direction.")
    if bool(normalised(body.question)) != (body.kind is not Kind.SYNONYMS):
        yield FieldError(
            "/question", "Redirects and pins are for a question with words, and nothing else is."
        )
    if bool(body.to) != (body.kind is Kind.REDIRECT):
        yield FieldError("/to", "A redirect leads to a path, and nothing else does.")
    if bool(body.products) != (body.kind is Kind.PINS):
        yield FieldError("/products", "Pins have products, and nothing else has.")


def _of_lists(body: RuleBody) -> Iterator[FieldError]:
    phrases = [normalised(phrase) for phrase in body.phrases]
    if not all(phrases):
        yield FieldError("/phrases", "A phrase has words.")
    if body.phrases and len(phrases) < 2:
        yield FieldError("/phrases", "There are two at least.")
    if len(set(phrases)) < len(phrases):
        yield FieldError("/phrases", "One is there twice.")
    if len(set(body.products)) < len(body.products):
        yield FieldError("/products", "One is there twice.")
