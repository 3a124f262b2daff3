"""What requests about the second factor bring, and what they get."""

import msgspec

from identity.fields import Code, Password


class PasswordAndCode(msgspec.Struct, forbid_unknown_fields=True):
    """Both proofs once more: neither a stolen token nor a stolen telephone is enough."""

    password: Password
    code: Code


class RecoveryCodes(msgspec.Struct):
    """Codes for who has lost the app, shown this once; each works once."""

    recovery_codes: list[str]
