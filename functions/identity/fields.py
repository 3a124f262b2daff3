"""What a client may send: the types of single fields."""

from typing import Annotated

import msgspec

from haat import mail_address
from identity.domain.passwords import LENGTH_MAX, LENGTH_MIN

# `$` alone would let a line break at the end pass, in Python.
_ONE_LINE = r"^[^\x00-\x1f\x7f]+$(?!\n)"
_TELEPHONE = r"^\+?[0-9][0-9 ()./-]{3,28}$(?!\n)"

Email = Annotated[str, msgspec.Meta(min_length=3, max_length=mail_address.LENGTH_MAX)]
Password = Annotated[str, msgspec.Meta(max_length=LENGTH_MAX)]
NewPassword = Annotated[str, msgspec.Meta(min_length=LENGTH_MIN, max_length=LENGTH_MAX)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=_ONE_LINE)]
AddressLine = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=_ONE_LINE)]
PostalCode = Annotated[str, msgspec.Meta(min_length=1, max_length=20, pattern=_ONE_LINE)]
Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$", max_length=2)]
Phone = Annotated[str, msgspec.Meta(pattern=_TELEPHONE)]
ProofText = Annotated[str, msgspec.Meta(max_length=256)]
Code = Annotated[str, msgspec.Meta(min_length=6, max_length=40)]  # of an app, or a recovery code
MailedToken = Annotated[str, msgspec.Meta(max_length=256)]
DeviceToken = Annotated[str, msgspec.Meta(max_length=128)]
RefreshTokenText = Annotated[str, msgspec.Meta(max_length=256)]


class AddressFields(msgspec.Struct, forbid_unknown_fields=True):
    """Where parcels go."""

    name: Name
    line1: AddressLine
    city: AddressLine
    postal_code: PostalCode
    country: Country  # ISO 3166-1 alpha-2
    line2: AddressLine | None = None
    region: AddressLine | None = None
