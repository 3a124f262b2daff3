"""Where the index is kept: a pointer in the table, files in the bucket; the rows it is made of; questions."""

from haat.grants import KeySpace

SEARCH = KeySpace("SEARCH#")
EMBEDDED = SEARCH.key("embedded")
CURRENT = "CURRENT"
ASKED, ASKED_SORT = KeySpace("ASKED#"), "TALLY"  # who asked each question
POPULAR, POPULAR_SORT = KeySpace("POPULAR_ASKED#"), "LIST"  # the questions that many asked
RULES = KeySpace("SEARCH_RULES#")
ALL_RULES, RULES_SORT = RULES.key("all"), "RULES"
# Of catalog, inventory, reviews and recommendations: the rows that hold what their events tell.
PRODUCT, PRODUCT_SORT = KeySpace("PRODUCT#"), "PRODUCT"
AVAILABILITY, TOLD_SORT = KeySpace("AVAILABILITY#"), "TOLD"
RATING, RATING_SORT = KeySpace("RATING#"), "RATING"
POPULARITY, POPULARITY_SORT = KeySpace("POPULARITY#"), "POPULARITY"
CATEGORIES, ALL_CATEGORIES = KeySpace("CATEGORIES#"), "all"  # of catalog: by their slugs
FILES = "embedded/"  # prefix of the files' keys in the bucket
