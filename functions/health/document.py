"""The OpenAPI document that the deployment puts beside this package."""

from hashlib import sha256
from importlib import resources

import msgspec

FILE = "openapi.json"
_TAG_DIGITS = 16


class OpenApiDocument:
    """The document, read once."""

    def __init__(self) -> None:
        file = resources.files("health").joinpath(FILE)
        self._content = file.read_bytes() if file.is_file() else None

    @property
    def content(self) -> msgspec.Raw | None:
        """The document as it is, or None in an asset that was built without one."""
        return msgspec.Raw(self._content) if self._content is not None else None

    @property
    def etag(self) -> str:
        """A tag that changes with the document."""
        return sha256(self._content or b"").hexdigest()[:_TAG_DIGITS]
