"""What search offers: finding and counting, the single writer of its index, its check, what many ask."""

from haat import limits
from haat.grants import Bucket, Grant, Scan, SearchCluster, Table
from haat.manifest import Auth, Endpoint, Service, endpoint, reaction, schedule
from haat.permissions import Permission
from search.keys import (
    ASKED,
    AVAILABILITY,
    CATEGORIES,
    FILES,
    POPULAR,
    POPULARITY,
    PRODUCT,
    RATING,
    RULES,
    SEARCH,
)
from search.settings import ENGINE, OPENSEARCH_ENDPOINT, OPENSEARCH_SIGNED_FOR, REFRESH_S

OF_AN_ENGINE = (ENGINE, OPENSEARCH_ENDPOINT, OPENSEARCH_SIGNED_FOR)

BY_RULES = Table(("GetItem",), RULES)
NAMES = Table(("BatchGetItem",), CATEGORIES)


def _reading(path: str, module: str, summary: str, *also: Grant) -> Endpoint:
    """An endpoint that answers from the function's own copy of the index; `also`: an item each."""
    typing = path.endswith("/suggestions")  # a question per letter
    return endpoint(
        "GET",
        path,
        module,
        auth=Auth.PUBLIC,
        summary=summary,
        grants=(
            Table(("GetItem",), SEARCH),
            Bucket("search", ("GetObject",), FILES),
            SearchCluster(("Read",)),
            *also,
        ),
        settings=(*OF_AN_ENGINE, REFRESH_S),
        layers=("search",),
        limit=limits.USUAL if typing else limits.SEARCH,
        round_trips=3 + len(also),  # the pointer, its head, the newest segment; none between two refreshes
        memory_mb=1024,
    )


FIND_PRODUCTS = _reading(
    "/api/search",
    "search.api.find_products",
    "Find products by words and filters, with facets",
    BY_RULES,
    NAMES,
)
SEARCH_PRODUCTS = _reading(
    "/api/products/search", "search.api.search_products", "The same as `/api/search`", BY_RULES, NAMES
)
COUNT_PRODUCTS = _reading(
    "/api/search/facets",
    "search.api.count_products",
    "Count products by what they can be filtered by",
    BY_RULES,
    NAMES,
)
SUGGEST_SEARCHES = _reading(
    "/api/search/suggestions",
    "search.api.suggest_searches",
    "Suggest to who is still typing",
    Table(("GetItem",), POPULAR),
    NAMES,
)
LIST_RULES = endpoint(
    "GET",
    "/api/admin/search/rules",
    "search.api.list_rules",
    auth=Permission.MANAGE_SEARCH,
    grants=(Table(("GetItem",), RULES),),
    summary="List the rules of search",
)
CREATE_RULE = endpoint(
    "POST",
    "/api/admin/search/rules",
    "search.api.create_rule",
    auth=Permission.MANAGE_SEARCH,
    grants=(Table(("GetItem", "PutItem"), RULES),),
    status=201,
    round_trips=2,
    summary="Set synonyms, a redirect, or products that come first",
)
GET_RULE = endpoint(
    "GET",
    "/api/admin/search/rules/{rule_id}",
    "search.api.get_rule",
    auth=Permission.MANAGE_SEARCH,
    grants=(Table(("GetItem",), RULES),),
    summary="Show a rule of search",
)
REPLACE_RULE = endpoint(
    "PUT",
    "/api/admin/search/rules/{rule_id}",
    "search.api.replace_rule",
    auth=Permission.MANAGE_SEARCH,
    grants=(Table(("GetItem", "PutItem"), RULES),),
    round_trips=2,
    summary="Replace a rule of search",
)
DELETE_RULE = endpoint(
    "DELETE",
    "/api/admin/search/rules/{rule_id}",
    "search.api.delete_rule",
    auth=Permission.MANAGE_SEARCH,
    grants=(Table(("GetItem", "PutItem"), RULES),),
    status=204,
    round_trips=2,
    summary="Delete a rule of search",
)
INDEX_PRODUCTS = reaction(
    (
        "ProductCreated",
        "ProductUpdated",
        "ProductArchived",
        "StockAvailabilityChanged",
        "ProductRatingChanged",
        "ProductPopularityChanged",
    ),
    "search.reactions.index_products",
    grants=(
        Table(("GetItem", "PutItem"), SEARCH),
        Bucket("search", ("GetObject", "PutObject", "DeleteObject", "ListBucket"), FILES),
        SearchCluster(("Read", "Write")),
    ),
    settings=OF_AN_ENGINE,
    layers=("search",),
    batch_size=1000,  # a publication costs two writes to S3 and one to the table, however much is in it
    at_most_one=True,
    memory_mb=1024,
    timeout_s=60,
)
COUNT_SEARCHES = reaction(
    "SearchesPerformed",
    "search.reactions.count_searches",
    grants=(Table(("GetItem", "PutItem"), ASKED, POPULAR),),
    batch_size=20,  # of up to 50 searches; a read and a write for each question that differs
    at_most_one=True,  # two would be right as well, but meet at the list of popular questions
    timeout_s=60,
)
HEAL_INDEX = schedule(
    6 * 60,
    "search.tasks.heal_index",
    grants=(
        Scan(),
        Table(("BatchGetItem",), PRODUCT, AVAILABILITY, RATING, POPULARITY),
        Table(("GetItem", "PutItem"), SEARCH),
        Bucket("search", ("GetObject", "PutObject", "DeleteObject", "ListBucket"), FILES),
        SearchCluster(("Read", "Write")),
    ),
    settings=OF_AN_ENGINE,
    layers=("search",),
    alarms=("ProductsIndexedAhead",),
    memory_mb=1769,  # one whole processor: it is Python reading JSON
    timeout_s=900,
)
SERVICE = Service(
    "search",
    (
        FIND_PRODUCTS,
        SEARCH_PRODUCTS,
        COUNT_PRODUCTS,
        SUGGEST_SEARCHES,
        LIST_RULES,
        CREATE_RULE,
        GET_RULE,
        REPLACE_RULE,
        DELETE_RULE,
        INDEX_PRODUCTS,
        COUNT_SEARCHES,
        HEAL_INDEX,
    ),
)
