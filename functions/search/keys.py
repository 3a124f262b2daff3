"""Where the index is kept: a pointer in the table, files in the bucket; and the rows it is built from."""

from haat.grants import KeySpace

SEARCH = KeySpace("SEARCH#")
EMBEDDED = SEARCH.key("embedded")
CURRENT = "CURRENT"
# Of catalog and of inventory: the rows that hold what their events tell.
PRODUCT, PRODUCT_SORT = KeySpace("PRODUCT#"), "PRODUCT"
AVAILABILITY, TOLD_SORT = KeySpace("AVAILABILITY#"), "TOLD"
FILES = "embedded/"  # prefix of the files' keys in the bucket
