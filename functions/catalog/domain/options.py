"""The options of a product, such as colour and size: each of its variants is one combination of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from haat.errors import FieldError


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen, and its values in the order in which they are offered."""

    name: str
    values: tuple[str, ...]


def wrong(options: Sequence[Option], chosen: Sequence[Mapping[str, str]]) -> Iterator[FieldError]:
    """What is wrong with options, and with what variants choose of them; no options are no rules."""
    if not options:
        return
    yield from _repeated(options)
    seen: set[tuple[str | None, ...]] = set()
    for index, attributes in enumerate(chosen):
        yield from _wrong_choice(index, attributes, options)
        combination = tuple(attributes.get(option.name) for option in options)
        if combination in seen:
            yield FieldError(f"/variants/{index}/attributes", "Another variant is this combination.")
        seen.add(combination)


def _repeated(options: Sequence[Option]) -> Iterator[FieldError]:
    names: set[str] = set()
    for index, option in enumerate(options):
        if option.name in names:
            yield FieldError(f"/options/{index}/name", "Another option has this name.")
        if len(set(option.values)) < len(option.values):
            yield FieldError(f"/options/{index}/values", "A value is there twice.")
        names.add(option.name)


def _wrong_choice(
    index: int, attributes: Mapping[str, str], options: Sequence[Option]
) -> Iterator[FieldError]:
    pointer = f"/variants/{index}/attributes"
    for option in options:
        if attributes.get(option.name) not in option.values:
            yield FieldError(f"{pointer}/{option.name}", f"It is one of: {', '.join(option.values)}.")
    for name in attributes.keys() - {option.name for option in options}:
        yield FieldError(f"{pointer}/{name}", "There is no such option.")
