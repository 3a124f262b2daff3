"""Keys of products and categories."""

from haat.grants import KeySpace

PRODUCT = KeySpace("PRODUCT#")  # a product and its events
CATEGORY = KeySpace("CATEGORY#")  # events of a category; index: its products by the time they were created
CATEGORIES = KeySpace(
    "CATEGORIES#"
)  # one partition with all categories, which are few; index: by their paths
REFILING = KeySpace("REFILING#")  # one partition: categories that moved, until their products have followed

IMPORTS = KeySpace("IMPORTS#")  # one partition with all imports, which are kept for a month
EXPORTS = KeySpace("EXPORTS#")  # likewise
IMPORT = KeySpace("IMPORT#")  # events of an import
EXPORTS_OPEN = KeySpace("EXPORTS_OPEN#")  # index: exports that run, by the end of that
IMPORTS_OPEN = KeySpace("IMPORTS_OPEN#")  # index: imports that wait or run, by the end of that

COLLECTIONS = KeySpace("COLLECTIONS#")  # one partition with all collections
BRANDS = KeySpace("BRANDS#")  # one partition with all brands
SLUG = KeySpace("SLUG#")  # a slug that was chosen for a product
DRAFTS = KeySpace("DRAFTS#")  # index, one partition: products that are not on sale yet

SALES_DUE = KeySpace("SALES_DUE#")  # index: products of which a sale begins or ends, by that time

SALE_SORT = "SALE"
SLUG_SORT = "SLUG"
PRODUCT_SORT = "PRODUCT"
ALL = "all"  # the one partition of a key space that has one
TREE_SORT = "#TREE"  # in no slug
IMPORT_FILES = "imports/"  # prefix of their files' keys in the bucket
EXPORT_FILES = "exports/"


def shelf_sort(created_at: str, product_id: str) -> str:
    """The place of a product among those of its category."""
    return f"{created_at}#{product_id}"


def product_on_shelf(sort: str) -> str:
    """The id of the product at a place that `shelf_sort` made."""
    return sort.partition("#")[2]


def due_sort(moment_s: int, product_id: str) -> str:
    """The place of a product among those that are due: ten digits sort by number until the year 2286."""
    return f"{moment_s:010d}#{product_id}"


def product_due(sort: str) -> str:
    """The id of the product at a place that `due_sort` made."""
    return sort.partition("#")[2]


def path_sort(path: tuple[str, ...]) -> str:
    """The place of a category among all: before what is below it, and after whatever is elsewhere."""
    return "".join(f"{slug}/" for slug in path)


def path_of(sort: str) -> tuple[str, ...]:
    """The path of a category at a place that `path_sort` made."""
    return tuple(sort.removesuffix("/").split("/"))


def beyond(sort: str) -> str:
    """The place right after that of a category, before what is below it."""
    return sort + "!"  # a character before those of slugs


def behind(sort: str) -> str:
    """The place behind a category and all that is below it, where nothing ever is."""
    return sort.removesuffix("/") + "0"  # the character after the slash
