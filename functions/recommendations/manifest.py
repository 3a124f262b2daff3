"""The public surface of recommendations."""

from haat.grants import Bucket, StateMachine, Table
from haat.manifest import Auth, Service, endpoint, reaction, schedule, task
from haat.permissions import Permission
from recommendations.keys import BUCKET, POPULARITY, RECOMMENDED, RUNS, SIGNALS

MACHINE = "recommend"
EDGE_CACHE_S = 300
TRAINING_S = 900  # the most that Lambda gives
READ = (Table(("BatchGetItem",), RECOMMENDED),)
LIST = "ListBucket"  # without it, S3 answers 403 for what is not there

GET_RECOMMENDATIONS = endpoint(
    "GET",
    "/api/recommendations/{user_id}",
    "recommendations.api.get_recommendations",
    auth=Auth.CUSTOMER,
    grants=READ,
    summary="Show me what I may like: neither bought nor looked at",
)
INSPECT_RECOMMENDATIONS = endpoint(
    "GET",
    "/api/admin/recommendations/{user_id}",
    "recommendations.api.inspect_recommendations",
    auth=Permission.READ_CUSTOMERS,
    grants=READ,
    summary="Show what a customer gets recommended",
)
LIST_POPULAR = endpoint(
    "GET",
    "/api/recommendations",
    "recommendations.api.list_popular",
    auth=Auth.PUBLIC,
    grants=READ,
    edge_cache_s=EDGE_CACHE_S,
    summary="List what is popular of late, in the shop or in a category",
)
LIST_RELATED = endpoint(
    "GET",
    "/api/products/{product_id}/recommendations",
    "recommendations.api.list_related",
    auth=Auth.PUBLIC,
    grants=READ,
    edge_cache_s=EDGE_CACHE_S,
    summary="List what is bought together with a product, what is similar, or what is popular",
)
KEEP_SIGNALS = reaction(
    (
        "OrderConfirmed",
        "ProductsViewed",
        "ProductCreated",
        "ProductUpdated",
        "ProductArchived",
        "StockAvailabilityChanged",
    ),
    "recommendations.reactions.keep_signals",
    grants=(
        Table(("GetItem", "BatchGetItem", "PutItem"), RECOMMENDED),
        Bucket(BUCKET, ("PutObject",), SIGNALS),
    ),
    batch_size=100,  # a file costs one write to S3, however much is in it
    timeout_s=60,
)
START_TRAINING = schedule(
    24 * 60,
    "recommendations.tasks.start_training",
    grants=(StateMachine(MACHINE, ("StartExecution",)),),
)
GATHER_SIGNALS = task(
    MACHINE,
    "recommendations.tasks.gather_signals",
    grants=(
        Table(("GetItem",), RECOMMENDED),
        Bucket(BUCKET, ("GetObject", LIST), SIGNALS),
        Bucket(BUCKET, ("GetObject", "PutObject"), RUNS),
    ),
    memory_mb=1769,  # one whole processor
    timeout_s=TRAINING_S,
)
TRAIN_MODEL = task(
    MACHINE,
    "recommendations.tasks.train_model",
    grants=(Bucket(BUCKET, ("GetObject", "PutObject", LIST), RUNS),),
    layers=("numbers",),
    memory_mb=3538,  # two processors: linear algebra takes both
    timeout_s=TRAINING_S,
)
WRITE_LISTS = task(
    MACHINE,
    "recommendations.tasks.write_lists",
    grants=(
        Table(("PutItem",), RECOMMENDED),
        Table(("BatchGetItem", "PutItem"), POPULARITY),
        Bucket(BUCKET, ("GetObject", LIST), RUNS),
    ),
    emits=("ProductPopularityChanged",),
    timeout_s=TRAINING_S,
)
FINISH_TRAINING = task(
    MACHINE,
    "recommendations.tasks.finish_training",
    grants=(
        Table(("GetItem", "PutItem"), RECOMMENDED),
        Bucket(BUCKET, ("DeleteObject",), SIGNALS),
        Bucket(BUCKET, ("GetObject", "DeleteObject", LIST), RUNS),
    ),
    timeout_s=TRAINING_S,
)
ERASE_CUSTOMER = reaction(
    "CustomerErased",
    "recommendations.reactions.erase_customer",
    grants=(Table(("Query", "DeleteItem"), RECOMMENDED),),
)
SERVICE = Service(
    "recommendations",
    (
        GET_RECOMMENDATIONS,
        INSPECT_RECOMMENDATIONS,
        LIST_POPULAR,
        LIST_RELATED,
        KEEP_SIGNALS,
        START_TRAINING,
        GATHER_SIGNALS,
        TRAIN_MODEL,
        WRITE_LISTS,
        FINISH_TRAINING,
        ERASE_CUSTOMER,
    ),
)
