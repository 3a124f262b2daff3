"""What search offers: one endpoint, and the single writer of its index."""

from haat.grants import Bucket, Table
from haat.manifest import Auth, Service, endpoint, reaction
from search.keys import FILES, SEARCH
from search.settings import ENGINE, REFRESH_S

FIND_PRODUCTS = endpoint(
    "GET",
    "/api/search",
    "search.api.find_products",
    auth=Auth.PUBLIC,
    summary="Find products by words and filters, with facets",
    grants=(Table(("GetItem",), SEARCH), Bucket("search", ("GetObject",), FILES)),
    settings=(ENGINE, REFRESH_S),
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
    settings=(ENGINE,),
    layers=("search",),
    batch_size=100,  # a publication costs two writes to S3 and one to the table, however much is in it
    at_most_one=True,
    memory_mb=1024,
    timeout_s=60,
)
SERVICE = Service("search", (FIND_PRODUCTS, INDEX_PRODUCTS))
