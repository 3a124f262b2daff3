"""A copy as its customer sees it."""

import msgspec

from privacy.domain import Export
from privacy.gateway import LINK_S, Files


class Download(msgspec.Struct):
    """Where to GET the file, for a while."""

    url: str
    expires_in_s: int = LINK_S


class ExportView(msgspec.Struct):
    """A copy; `download` once it is there."""

    id: str
    asked_at: str
    ready_at: str | None
    expires_at: str
    download: Download | None


def of(export: Export, files: Files) -> ExportView:
    """The link is made anew each time."""
    download = Download(files.link(export.id)) if export.ready_at else None
    return ExportView(export.id, export.asked_at, export.ready_at, export.expires_at, download)
