"""Where the index is kept: a pointer in the table, files in the bucket; and the rows it is built from."""

from haat.grants import KeySpace

SEARCH = KeySpace("SEARCH#")
EMBEDDED = SEARCH.key("embedded")
CURRENT = "CURRENT"
# Of catalog, inventory and reviews: the rows that hold what their events tell.
PRODUCT, PRODUCT_SORT = KeySpace("PRODUCT#"), "PRODUCT"
AVAILABILITY, TOLD_SORT = KeySpace("AVAILABILITY#"), "TOLD"
RATING, RATING_SORT = KeySpace("RATING#"), "RATING"
FILES = "embedded/"  # prefix of the files' keys in the bucket
