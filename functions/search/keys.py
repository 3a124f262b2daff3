"""Where the index is kept: a pointer in the table, files in the bucket."""

from haat.grants import KeySpace

SEARCH = KeySpace("SEARCH#")
EMBEDDED = SEARCH.key("embedded")
CURRENT = "CURRENT"
FILES = "embedded/"  # prefix of the files' keys in the bucket
