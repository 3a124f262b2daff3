"""What categories are called: rows of catalog, read as they stand, for want of a service to ask."""

from collections.abc import Collection, Mapping

from haat.table import reads
from search.keys import ALL_CATEGORIES, CATEGORIES


class CategoryStore:
    """Names of categories; each method is one row of ACCESS_PATTERNS.md."""

    def names(self, slugs: Collection[str]) -> Mapping[str, str]:
        """The names by slug; unknown ones are left out. One batch of items of some 300 bytes, eventual."""
        partition = CATEGORIES.key(ALL_CATEGORIES)
        rows = reads.find_raw([(partition, slug) for slug in slugs])
        return {row["sk"]["S"]: row["name"]["S"] for row in rows}
