"""The public surface of catalog."""

from catalog.keys import CATEGORIES, CATEGORY, PRODUCT
from haat.grants import Table
from haat.keys import SKU
from haat.manifest import Auth, Service, endpoint
from haat.settings import CURRENCY

EDGE_CACHE_S = 300

LIST_PRODUCTS = endpoint(
    "GET",
    "/api/products",
    "catalog.api.list_products",
    auth=Auth.PUBLIC,
    grants=(Table(("Query",), CATEGORIES), Table(("Query",), CATEGORY, index=True)),
    edge_cache_s=EDGE_CACHE_S,
    round_trips=5,
    summary="List products, by category and newest first in each",
)
GET_PRODUCT = endpoint(
    "GET",
    "/api/products/{product_id}",
    "catalog.api.get_product",
    auth=Auth.PUBLIC,
    grants=(Table(("GetItem",), PRODUCT),),
    edge_cache_s=EDGE_CACHE_S,
    summary="Show one product",
)
CREATE_PRODUCT = endpoint(
    "POST",
    "/api/products",
    "catalog.api.create_product",
    auth=Auth.ADMIN,
    grants=(Table(("PutItem",), PRODUCT, CATEGORIES), Table(("UpdateItem",), SKU)),
    settings=(CURRENCY,),
    emits=("ProductCreated",),
    status=201,
    round_trips=2,
    summary="Create a product and put its variants on sale",
)
REPLACE_PRODUCT = endpoint(
    "PUT",
    "/api/products/{product_id}",
    "catalog.api.replace_product",
    auth=Auth.ADMIN,
    grants=(
        Table(("GetItem", "PutItem"), PRODUCT),
        Table(("PutItem",), CATEGORIES),
        Table(("BatchGetItem", "UpdateItem"), SKU),
    ),
    settings=(CURRENCY,),
    emits=("ProductUpdated",),
    round_trips=4,
    summary="Replace a product; variants left out are no longer on sale",
)
ARCHIVE_PRODUCT = endpoint(
    "DELETE",
    "/api/products/{product_id}",
    "catalog.api.archive_product",
    auth=Auth.ADMIN,
    grants=(Table(("GetItem", "PutItem"), PRODUCT), Table(("BatchGetItem", "UpdateItem"), SKU)),
    emits=("ProductArchived",),
    status=204,
    round_trips=3,
    summary="Take a product off sale for good; orders of it stay readable",
)
LIST_CATEGORIES = endpoint(
    "GET",
    "/api/categories",
    "catalog.api.list_categories",
    auth=Auth.PUBLIC,
    grants=(Table(("Query",), CATEGORIES),),
    edge_cache_s=EDGE_CACHE_S,
    summary="List the categories",
)
SERVICE = Service(
    "catalog",
    (LIST_PRODUCTS, GET_PRODUCT, CREATE_PRODUCT, REPLACE_PRODUCT, ARCHIVE_PRODUCT, LIST_CATEGORIES),
)
