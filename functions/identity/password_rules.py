"""Whether a password may be chosen: the rules, with the list and the shop's name at hand."""

from haat.errors import FieldError
from haat.settings import SHOP_NAME
from identity.common_passwords import is_common
from identity.domain.passwords import password_errors


def errors_of(password: str, email: str) -> tuple[FieldError, ...]:
    """Why this password is refused for the account of `email`."""
    return password_errors(password, email, SHOP_NAME.text(), common=is_common(password))
