"""The public surface of reviews."""

from haat import shop_settings
from haat.grants import Table
from haat.manifest import Auth, Service, endpoint, reaction
from haat.permissions import Permission
from reviews.keys import BY_STARS, HELPFUL, NEWEST, RATING, REVIEW, REVIEWER, WAITING

# A review moves together with its product's rating and its author's counts.
SCENE = Table(("BatchGetItem", "PutItem"), REVIEW, RATING, REVIEWER)
MOVE = (SCENE, shop_settings.READ, Table(("GetItem",), REVIEW), Table(("UpdateItem",), REVIEWER))
RATED = ("ProductRatingChanged",)

LIST_PRODUCT_REVIEWS = endpoint(
    "GET",
    "/api/products/{product_id}/reviews",
    "reviews.api.list_product_reviews",
    auth=Auth.PUBLIC,
    grants=(
        Table(("Query",), NEWEST, HELPFUL, BY_STARS, index=True),
        Table(("BatchGetItem",), REVIEW, RATING),
    ),
    round_trips=4,
    summary="List a product's reviews, and what they add up to",
)
WRITE_REVIEW = endpoint(
    "POST",
    "/api/products/{product_id}/reviews",
    "reviews.api.write_review",
    auth=Auth.CUSTOMER,
    grants=MOVE,
    emits=RATED,
    status=201,
    round_trips=2,
    summary="Review a product: once, with stars and words; rules or a person let it through",
)
LIST_MY_REVIEWS = endpoint(
    "GET",
    "/api/reviews",
    "reviews.api.list_my_reviews",
    auth=Auth.CUSTOMER,
    grants=(Table(("Query",), REVIEWER), Table(("BatchGetItem",), REVIEW)),
    round_trips=3,
    summary="List my reviews, those that nobody else sees as well",
)
GET_REVIEW = endpoint(
    "GET",
    "/api/reviews/{review_id}",
    "reviews.api.get_review",
    auth=Auth.CUSTOMER,
    grants=(Table(("GetItem",), REVIEW),),
    summary="Show one of my reviews, and why it is not published",
)
REWRITE_REVIEW = endpoint(
    "PUT",
    "/api/reviews/{review_id}",
    "reviews.api.rewrite_review",
    auth=Auth.CUSTOMER,
    grants=MOVE,
    emits=RATED,
    round_trips=3,
    summary="Replace what I say in a review; it is looked at again",
)
DELETE_REVIEW = endpoint(
    "DELETE",
    "/api/reviews/{review_id}",
    "reviews.api.delete_review",
    auth=Auth.CUSTOMER,
    grants=MOVE,
    emits=RATED,
    status=204,
    round_trips=3,
    summary="Delete one of my reviews",
)
VOTE_ON_REVIEW = endpoint(
    "PUT",
    "/api/reviews/{review_id}/vote",
    "reviews.api.vote_on_review",
    auth=Auth.CUSTOMER,
    grants=MOVE,
    round_trips=3,
    summary="Say whether somebody else's review helped me; one vote, which can be changed",
)
TAKE_VOTE_BACK = endpoint(
    "DELETE",
    "/api/reviews/{review_id}/vote",
    "reviews.api.take_vote_back",
    auth=Auth.CUSTOMER,
    grants=MOVE,
    status=204,
    round_trips=3,
    summary="Take my vote about a review back",
)
REPORT_REVIEW = endpoint(
    "POST",
    "/api/reviews/{review_id}/reports",
    "reviews.api.report_review",
    auth=Auth.CUSTOMER,
    grants=MOVE,
    emits=RATED,
    status=204,
    round_trips=3,
    summary="Report somebody else's review; enough reports take it back until somebody looks at it",
)
LIST_WAITING_REVIEWS = endpoint(
    "GET",
    "/api/admin/reviews",
    "reviews.api.list_waiting_reviews",
    auth=Permission.MODERATE_REVIEWS,
    grants=(Table(("Query",), WAITING, index=True), Table(("BatchGetItem",), REVIEW)),
    round_trips=3,
    summary="List the reviews that wait for somebody to decide, the longest first",
)
INSPECT_REVIEW = endpoint(
    "GET",
    "/api/admin/reviews/{review_id}",
    "reviews.api.inspect_review",
    auth=Permission.MODERATE_REVIEWS,
    grants=(
        Table(("GetItem", "BatchGetItem", "Query"), REVIEW),
        Table(("BatchGetItem",), RATING, REVIEWER),
        shop_settings.READ,
    ),
    round_trips=3,
    summary="Show a review in any state, with what was reported of it",
)
DECIDE_REVIEW = endpoint(
    "PUT",
    "/api/admin/reviews/{review_id}/status",
    "reviews.api.decide_review",
    auth=Permission.MODERATE_REVIEWS,
    grants=MOVE,
    emits=RATED,
    round_trips=3,
    summary="Publish a review or reject it, with a reason",
)
LEARN_PRODUCTS = reaction(
    ("ProductCreated", "ProductUpdated", "ProductArchived"),
    "reviews.reactions.learn_products",
    grants=(Table(("BatchGetItem", "PutItem"), RATING),),
    batch_size=100,  # a read and a transaction at most, so an import costs two calls for each hundred
)
LEARN_PURCHASES = reaction(
    ("OrderConfirmed", "OrderCancelled", "OrderClaimed"),
    "reviews.reactions.learn_purchases",
    grants=MOVE,
    emits=RATED,
)
ERASE_CUSTOMER = reaction(
    "CustomerErased",
    "reviews.reactions.erase_customer",
    grants=(Table(("Query",), REVIEWER), Table(("BatchGetItem", "Query", "UpdateItem"), REVIEW)),
    timeout_s=60,
)
SERVICE = Service(
    "reviews",
    (
        LIST_PRODUCT_REVIEWS,
        WRITE_REVIEW,
        LIST_MY_REVIEWS,
        GET_REVIEW,
        REWRITE_REVIEW,
        DELETE_REVIEW,
        VOTE_ON_REVIEW,
        TAKE_VOTE_BACK,
        REPORT_REVIEW,
        LIST_WAITING_REVIEWS,
        INSPECT_REVIEW,
        DECIDE_REVIEW,
        LEARN_PRODUCTS,
        LEARN_PURCHASES,
        ERASE_CUSTOMER,
    ),
)
