"""Fields by who may read and write them. An answer's name is enough: names mean one thing here."""

from haat.permissions import Role

# What nobody but the shop decides: refused where anybody else sends it.
NOT_TO_BE_SENT = frozenset(
    {
        "amount", "blocked_at", "created_at", "customer_id", "discount", "email_verified",
        "email_verified_at",
        "groups", "id", "is_admin", "paid", "placed_by", "price", "refunded", "role",
        "roles", "state", "status",
        "tax", "total", "totals", "unit_price", "updated_at", "user_id",
        "verified_purchase", "version",
    }
)  # fmt: skip
# What no answer has.
UNSEEN = frozenset(
    {
        "generation", "gsi1pk", "gsi1sk", "lineage_hash", "password", "password_hash", "pk",
        "previous_hash",
        "salt", "secret_hash", "sk", "ttl", "writer",
    }
)  # fmt: skip
# What staff alone see.
OF_STAFF_ALONE = frozenset(
    {
        "allocations", "cancel_asked", "changes", "customer_id", "customers", "emails",
        "intent_id", "placed_by",
        "reorder_at", "reported_at", "reports", "request_id", "reserved", "saga", "sold",
        "unpublished",
        "updated_by", "uses", "uses_max", "who",
    }
)  # fmt: skip
# What a role does not see of what staff see.
HIDDEN_FROM = {
    Role.SELLER: {
        "changes", "customer_id", "email", "emails", "intent_id", "order_id", "placed_by",
        "shipping_address", "who",
    },
    Role.SUPPORT: {"changes", "customers", "emails", "reserved", "terms", "updated_by", "upload", "who"},
    Role.CATALOGUE_MANAGER: {
        "changes", "customer_id", "email", "intent_id", "placed_by", "reports",
        "shipping_address", "who",
    },
    Role.PARTNER: {"changes", "customer_id", "email", "order_id", "product_id", "shipping_address", "who"},
}  # fmt: skip
