"""What staff may do, as data: a permission for each kind of work, and who has it.

A manifest names the permission that an endpoint asks for; roles are groups of the Cognito pool, which CDK
makes from this; the tables in the README and in the OpenAPI document are written from it. Standard library
only.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Permission(StrEnum):
    """One kind of work."""

    READ_CATALOGUE = "read_catalogue"  # what is not on sale as well
    MANAGE_CATALOGUE = "manage_catalogue"  # products, prices, categories, collections; imports and exports
    UPLOAD_IMAGES = "upload_images"
    MANAGE_SEARCH = "manage_search"
    MANAGE_COUPONS = "manage_coupons"
    MANAGE_STOCK = "manage_stock"
    HOLD_STOCK = "hold_stock"  # for a while, for customers elsewhere
    READ_ORDERS = "read_orders"
    MANAGE_ORDERS = "manage_orders"
    HANDLE_RETURNS = "handle_returns"
    REFUND_PAYMENTS = "refund_payments"
    READ_CUSTOMERS = "read_customers"
    BLOCK_CUSTOMERS = "block_customers"
    MODERATE_REVIEWS = "moderate_reviews"
    READ_FIGURES = "read_figures"  # what the shop turns over
    MANAGE_SETTINGS = "manage_settings"
    OPERATE = "operate"  # dead letters, jobs
    READ_AUDIT = "read_audit"


class Role(StrEnum):
    """Who somebody is to the shop. All but `user` are groups of staff's pool."""

    USER = "user"  # a customer, by a token of identity: what is theirs, and no work of the shop's
    SELLER = "seller"
    SUPPORT = "support"
    CATALOGUE_MANAGER = "catalogue_manager"
    ADMIN = "admin"
    PARTNER = "partner"  # another company's system, such as a marketplace


PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.USER: frozenset(),
    Role.SELLER: frozenset(
        {Permission.READ_CATALOGUE, Permission.UPLOAD_IMAGES, Permission.MANAGE_STOCK},
    ),
    Role.SUPPORT: frozenset(
        {
            Permission.READ_CATALOGUE,
            Permission.READ_ORDERS,
            Permission.MANAGE_ORDERS,
            Permission.HANDLE_RETURNS,
            Permission.REFUND_PAYMENTS,
            Permission.READ_CUSTOMERS,
            Permission.BLOCK_CUSTOMERS,
            Permission.MODERATE_REVIEWS,
        },
    ),
    Role.CATALOGUE_MANAGER: frozenset(
        {
            Permission.READ_CATALOGUE,
            Permission.MANAGE_CATALOGUE,
            Permission.UPLOAD_IMAGES,
            Permission.MANAGE_SEARCH,
            Permission.MANAGE_COUPONS,
            Permission.MANAGE_STOCK,
            Permission.READ_FIGURES,
        },
    ),
    Role.ADMIN: frozenset(Permission),
    Role.PARTNER: frozenset({Permission.HOLD_STOCK}),
}
GROUPS = tuple(role for role in Role if PERMISSIONS[role])  # of staff's pool


def permitted(roles: Iterable[Role], permission: Permission | None) -> bool:
    """Whether one of the roles has the permission; nobody has what is no permission."""
    return any(permission in PERMISSIONS[role] for role in roles)


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """Who may do some work, in the order in which roles are declared."""
    return tuple(role for role in Role if permission in PERMISSIONS[role])
