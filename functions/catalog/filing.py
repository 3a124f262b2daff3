"""Where a product belongs: the place of its category, if the product is what that declares."""

from catalog.domain import Draft, attributes
from catalog.domain.categories import Path
from catalog.store import CategoryStore
from catalog.store.attributes import AttributeStore
from catalog.store.brands import BrandStore
from haat.errors import InvalidInput


class Filer:
    """Files products; it remembers for some seconds what it has read."""

    def __init__(self) -> None:
        self._attributes = AttributeStore()
        self._brands = BrandStore()
        self._categories = CategoryStore()

    def file(self, draft: Draft) -> Path | InvalidInput:
        """The path of a product's category, or what that does not allow. Up to four round trips."""
        path = self._categories.ensure(draft.category).path
        refused = self.wrong(draft, path)
        if refused is None:
            self._brands.ensure(draft.brand)
        return refused or path

    def wrong(self, draft: Draft, path: Path) -> InvalidInput | None:
        """What of a product its category does not allow. One round trip, once in a while."""
        errors = tuple(attributes.wrong(draft.attributes, self._attributes.declared(path)))
        return InvalidInput(errors) if errors else None
