"""The public surface of catalog."""

from catalog.keys import (
    BRANDS,
    CATEGORIES,
    CATEGORY,
    COLLECTIONS,
    DRAFTS,
    PRODUCT,
    REFILING,
    SALES_DUE,
    SLUG,
)
from catalog.manifests import transfers
from catalog.manifests.filing import FILE
from haat.grants import Table
from haat.keys import IDEMPOTENCY, SKU
from haat.manifest import Auth, Idempotency, Service, endpoint, schedule
from haat.permissions import Permission
from haat.settings import CURRENCY

EDGE_CACHE_S = 300

ARRANGE = (
    Table(("GetItem", "Query", "PutItem"), CATEGORIES),
    Table(("PutItem",), CATEGORY, REFILING),
)

LIST_PRODUCTS = endpoint(
    "GET",
    "/api/products",
    "catalog.api.list_products",
    auth=Auth.PUBLIC,
    grants=(Table(("GetItem",), CATEGORIES), Table(("Query",), CATEGORIES, CATEGORY, index=True)),
    edge_cache_s=EDGE_CACHE_S,
    round_trips=7,
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
GET_PRODUCT_BY_SLUG = endpoint(
    "GET",
    "/api/products/by-slug/{slug}",
    "catalog.api.get_product_by_slug",
    auth=Auth.PUBLIC,
    grants=(Table(("GetItem",), PRODUCT, SLUG),),
    edge_cache_s=EDGE_CACHE_S,
    round_trips=2,
    summary="Show one product by its slug; one that it had before redirects",
)
GET_ANY_PRODUCT = endpoint(
    "GET",
    "/api/admin/products/{product_id}",
    "catalog.api.get_any_product",
    auth=Permission.READ_CATALOGUE,
    grants=(Table(("GetItem",), PRODUCT),),
    summary="Show a product as it is at this moment, be it a draft or archived",
)
LIST_DRAFTS = endpoint(
    "GET",
    "/api/admin/products/drafts",
    "catalog.api.list_drafts",
    auth=Permission.READ_CATALOGUE,
    grants=(Table(("Query",), DRAFTS, index=True),),
    summary="List products that are not on sale yet, newest first",
)
CREATE_PRODUCT = endpoint(
    "POST",
    "/api/products",
    "catalog.api.create_product",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(*FILE, Table(("PutItem",), PRODUCT, SLUG), Table(("UpdateItem",), SKU)),
    settings=(CURRENCY,),
    emits=("ProductCreated", "CategoryChanged"),
    status=201,
    round_trips=5,
    summary="Create a product and put its variants on sale, unless it is to be a draft",
)
REPLACE_PRODUCT = endpoint(
    "PUT",
    "/api/products/{product_id}",
    "catalog.api.replace_product",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(
        *FILE,
        Table(("GetItem", "PutItem"), PRODUCT),
        Table(("PutItem",), SLUG),
        Table(("BatchGetItem", "UpdateItem"), SKU),
    ),
    settings=(CURRENCY,),
    emits=("ProductUpdated", "CategoryChanged"),
    round_trips=7,
    summary="Replace a product; variants left out are no longer on sale",
)
CHANGE_PRODUCTS = endpoint(
    "POST",
    "/api/admin/products/bulk",
    "catalog.api.change_products",
    auth=Permission.MANAGE_CATALOGUE,
    idempotency=Idempotency.REQUIRED,
    grants=(
        Table(("GetItem", "PutItem"), PRODUCT),
        Table(("PutItem",), SLUG),
        Table(("BatchGetItem", "UpdateItem"), SKU),
        Table(("UpdateItem",), IDEMPOTENCY),
    ),
    settings=(CURRENCY,),
    emits=("ProductUpdated", "ProductArchived"),
    timeout_s=29,  # three calls for each product
    round_trips=302,
    summary="Publish, archive or reprice up to 100 products, each by itself",
)
ARCHIVE_PRODUCT = endpoint(
    "DELETE",
    "/api/products/{product_id}",
    "catalog.api.archive_product",
    auth=Permission.MANAGE_CATALOGUE,
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
    grants=(Table(("GetItem",), CATEGORIES), Table(("Query",), CATEGORIES, index=True)),
    edge_cache_s=EDGE_CACHE_S,
    round_trips=3,
    summary="List the tree of categories, or a part of it",
)
GET_CATEGORY = endpoint(
    "GET",
    "/api/categories/{slug}",
    "catalog.api.get_category",
    auth=Auth.PUBLIC,
    grants=(Table(("GetItem",), CATEGORIES),),
    edge_cache_s=EDGE_CACHE_S,
    summary="Show one category; a slug that was merged away redirects",
)
LIST_ATTRIBUTES = endpoint(
    "GET",
    "/api/categories/{slug}/attributes",
    "catalog.api.list_attributes",
    auth=Auth.PUBLIC,
    grants=(Table(("GetItem", "BatchGetItem"), CATEGORIES),),
    edge_cache_s=EDGE_CACHE_S,
    round_trips=3,
    summary="List the attributes that products of a category have, with types and units",
)
LIST_BRANDS = endpoint(
    "GET",
    "/api/brands",
    "catalog.api.list_brands",
    auth=Auth.PUBLIC,
    grants=(Table(("Query",), BRANDS),),
    edge_cache_s=EDGE_CACHE_S,
    summary="List the brands",
)
GET_BRAND = endpoint(
    "GET",
    "/api/brands/{slug}",
    "catalog.api.get_brand",
    auth=Auth.PUBLIC,
    grants=(Table(("GetItem",), BRANDS),),
    edge_cache_s=EDGE_CACHE_S,
    summary="Show one brand",
)
LIST_COLLECTIONS = endpoint(
    "GET",
    "/api/collections",
    "catalog.api.list_collections",
    auth=Auth.PUBLIC,
    grants=(Table(("Query",), COLLECTIONS),),
    edge_cache_s=EDGE_CACHE_S,
    summary="List the collections",
)
GET_COLLECTION = endpoint(
    "GET",
    "/api/collections/{slug}",
    "catalog.api.get_collection",
    auth=Auth.PUBLIC,
    grants=(
        Table(("GetItem",), COLLECTIONS, CATEGORIES),
        Table(("BatchGetItem",), PRODUCT),
        Table(("Query",), CATEGORIES, CATEGORY, index=True),
    ),
    edge_cache_s=EDGE_CACHE_S,
    round_trips=8,
    summary="Show a collection and the products in it",
)
CREATE_COLLECTION = endpoint(
    "POST",
    "/api/collections",
    "catalog.api.create_collection",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(Table(("PutItem",), COLLECTIONS),),
    status=201,
    summary="Create a collection of products, by a rule or by hand",
)
REPLACE_COLLECTION = endpoint(
    "PUT",
    "/api/collections/{slug}",
    "catalog.api.replace_collection",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(Table(("GetItem", "PutItem"), COLLECTIONS),),
    round_trips=2,
    summary="Replace a collection, its rule or the products in it",
)
DELETE_COLLECTION = endpoint(
    "DELETE",
    "/api/collections/{slug}",
    "catalog.api.delete_collection",
    auth=Permission.MANAGE_CATALOGUE,
    grants=(Table(("GetItem", "DeleteItem"), COLLECTIONS),),
    status=204,
    round_trips=2,
    summary="Delete a collection; the products in it stay",
)
CREATE_CATEGORY = endpoint(
    "POST",
    "/api/categories",
    "catalog.api.create_category",
    auth=Permission.MANAGE_CATALOGUE,
    grants=ARRANGE,
    emits=("CategoryChanged",),
    status=201,
    round_trips=3,
    summary="Create a category",
)
REPLACE_CATEGORY = endpoint(
    "PUT",
    "/api/categories/{slug}",
    "catalog.api.replace_category",
    auth=Permission.MANAGE_CATALOGUE,
    grants=ARRANGE,
    emits=("CategoryChanged",),
    round_trips=3,
    summary="Rename a category, or move it with all that is below it",
)
MERGE_CATEGORY = endpoint(
    "POST",
    "/api/categories/{slug}/merge",
    "catalog.api.merge_category",
    auth=Permission.MANAGE_CATALOGUE,
    grants=ARRANGE,
    emits=("CategoryChanged",),
    round_trips=3,
    summary="Merge a category into another one, or give it another slug by that",
)
ANNOUNCE_SALES = schedule(
    1,
    "catalog.tasks.announce_sales",
    grants=(Table(("Query",), SALES_DUE, index=True), Table(("GetItem", "PutItem"), PRODUCT)),
    emits=("ProductUpdated",),
)
REFILE_PRODUCTS = schedule(
    1,
    "catalog.tasks.refile_products",
    grants=(
        Table(("Query", "UpdateItem", "DeleteItem"), REFILING),
        Table(("GetItem", "UpdateItem"), CATEGORIES),
        Table(("Query",), CATEGORIES, CATEGORY, index=True),
        Table(("GetItem", "PutItem"), PRODUCT),
    ),
    emits=("ProductUpdated",),
    timeout_s=120,
)
SERVICE = Service(
    "catalog",
    (
        LIST_PRODUCTS,
        GET_PRODUCT,
        GET_PRODUCT_BY_SLUG,
        GET_ANY_PRODUCT,
        LIST_DRAFTS,
        CREATE_PRODUCT,
        REPLACE_PRODUCT,
        ARCHIVE_PRODUCT,
        CHANGE_PRODUCTS,
        LIST_CATEGORIES,
        GET_CATEGORY,
        LIST_ATTRIBUTES,
        LIST_BRANDS,
        GET_BRAND,
        LIST_COLLECTIONS,
        GET_COLLECTION,
        CREATE_COLLECTION,
        REPLACE_COLLECTION,
        DELETE_COLLECTION,
        CREATE_CATEGORY,
        REPLACE_CATEGORY,
        MERGE_CATEGORY,
        ANNOUNCE_SALES,
        REFILE_PRODUCTS,
        *transfers.FUNCTIONS,
    ),
)
