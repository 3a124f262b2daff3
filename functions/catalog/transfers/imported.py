"""Products as files have them: the body of a request, and the units with which a SKU begins."""

from typing import Annotated

from msgspec import Meta

from catalog.body import VARIANTS_MAX, ProductBody, VariantBody
from haat.stock import UNITS_MAX

Quantity = Annotated[int, Meta(ge=0, le=UNITS_MAX)]


class ImportedVariant(VariantBody, forbid_unknown_fields=True):
    """A variant in a file. `quantity`: the first units of a SKU that nobody has ever given any."""

    quantity: Quantity | None = None


class ImportedProduct(ProductBody, forbid_unknown_fields=True):
    """A product in a file."""

    variants: Annotated[list[ImportedVariant], Meta(min_length=1, max_length=VARIANTS_MAX)]  # type: ignore[assignment]  # nobody puts others into it

    def opening(self, otherwise: int | None) -> dict[str, int]:
        """The first units of its SKUs; those that say none begin with `otherwise`."""
        said = {one.sku: otherwise if one.quantity is None else one.quantity for one in self.variants}
        return {sku: units for sku, units in said.items() if units}
