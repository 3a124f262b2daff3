"""ProductCreated, ProductUpdated, ProductArchived → which products there are to review; drafts are none."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import batch_reaction
from reviews import manifest
from reviews.store.learning import KnowledgeStore

ACTIVE, ARCHIVED = "active", "archived"


@dataclass(frozen=True, slots=True)
class Product:
    """What this reads of a product."""

    id: str
    state: str


@dataclass(frozen=True, slots=True)
class Data:
    """What this reads of each event."""

    product: Product


@batch_reaction(manifest.LEARN_PRODUCTS)
def handler(events: list[Event[Data]], knowledge: KnowledgeStore) -> None:
    """Note a whole batch at once; what is known already stays so."""
    products = [event.data.product for event in events]
    knowledge.note_products(
        [product.id for product in products if product.state == ACTIVE],
        [product.id for product in products if product.state == ARCHIVED],
    )
