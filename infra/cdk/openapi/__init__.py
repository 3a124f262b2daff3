"""The OpenAPI document, generated from manifests and handlers; nothing of it is written by hand.

It is kept by the hash of the sources, because it takes the import of every handler.
"""

import hashlib
import json
from pathlib import Path

from health.document import FILE
from infra.cdk.assets import package
from infra.cdk.services import FUNCTIONS, KERNEL, ROOT, discover

__all__ = ["FILE", "SERVED_BY", "text"]

SERVED_BY = "health"  # the service in whose asset the document travels
KEPT = ROOT / ".haat" / "cache" / "openapi"


def text() -> str:
    """The document of the sources as they are now, as JSON."""
    kept = KEPT / f"{_digest()}.json"
    if not kept.exists():
        from infra.cdk.openapi.document import document  # imports every handler

        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(document(discover()), ensure_ascii=False, separators=(",", ":")))
    return kept.read_text()


def _digest() -> str:
    digest = hashlib.sha256()
    for folder in (FUNCTIONS, KERNEL, Path(__file__).parent):
        for path, content in package(folder).items():
            digest.update(f"{path} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:32]
