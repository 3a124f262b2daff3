"""ProductCreated, ProductArchived → which products there are to review."""

from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import batch_reaction
from reviews import manifest
from reviews.store.learning import KnowledgeStore

ARCHIVED = "ProductArchived"


@dataclass(frozen=True, slots=True)
class Product:
    """What this reads of a product."""

    id: str


@dataclass(frozen=True, slots=True)
class Data:
    """What this reads of either event."""

    product: Product


@batch_reaction(manifest.LEARN_PRODUCTS)
def handler(events: list[Event[Data]], knowledge: KnowledgeStore) -> None:
    """Note a whole batch at once; what is known already stays so."""
    archived = [event.data.product.id for event in events if event.name == ARCHIVED]
    listed = [event.data.product.id for event in events if event.name != ARCHIVED]
    knowledge.note_products(listed, archived)
