"""What search offers: one endpoint, the single writer of its index, and its check."""

from haat.grants import Bucket, Scan, Table
from haat.manifest import Auth, Service, endpoint, reaction, schedule
from search.keys import AVAILABILITY, FILES, PRODUCT, SEARCH
from search.settings import ENGINE, OPENSEARCH_ENDPOINT, OPENSEARCH_SIGNED_FOR, REFRESH_S

OF_AN_ENGINE = (ENGINE, OPENSEARCH_ENDPOINT, OPENSEARCH_SIGNED_FOR)
FIND_PRODUCTS = endpoint(
    "GET",
    "/api/search",
    "search.api.find_products",
    auth=Auth.PUBLIC,
    summary="Find products by words and filters, with facets",
    grants=(Table(("GetItem",), SEARCH), Bucket("search", ("GetObject",), FILES)),
    settings=(*OF_AN_ENGINE, REFRESH_S),
    layers=("search",),
    round_trips=3,  # the pointer, its head, the newest segment; none between two refreshes
    memory_mb=1024,
)
INDEX_PRODUCTS = reaction(
    ("ProductCreated", "ProductUpdated", "ProductArchived", "StockAvailabilityChanged"),
    "search.reactions.index_products",
    grants=(
        Table(("GetItem", "PutItem"), SEARCH),
        Bucket("search", ("GetObject", "PutObject", "DeleteObject", "ListBucket"), FILES),
    ),
    settings=OF_AN_ENGINE,
    layers=("search",),
    batch_size=100,  # a publication costs two writes to S3 and one to the table, however much is in it
    at_most_one=True,
    memory_mb=1024,
    timeout_s=60,
)
HEAL_INDEX = schedule(
    6 * 60,
    "search.tasks.heal_index",
    grants=(
        Scan(),
        Table(("BatchGetItem",), PRODUCT, AVAILABILITY),
        Table(("GetItem", "PutItem"), SEARCH),
        Bucket("search", ("GetObject", "PutObject", "DeleteObject", "ListBucket"), FILES),
    ),
    settings=OF_AN_ENGINE,
    layers=("search",),
    alarms=("ProductsIndexedAhead",),
    memory_mb=1769,  # one whole processor: it is Python reading JSON
    timeout_s=900,
)
SERVICE = Service("search", (FIND_PRODUCTS, INDEX_PRODUCTS, HEAL_INDEX))
