"""What whoever writes products needs for putting them where they belong."""

from catalog.keys import BRANDS, CATEGORIES, CATEGORY
from haat.grants import Table

# A product names its category and brand: those that nobody knows come into being. What the category and those
# above it declare is looked up.
FILE = (
    Table(("GetItem", "BatchGetItem", "PutItem"), CATEGORIES),
    Table(("PutItem",), CATEGORY, BRANDS),
)
