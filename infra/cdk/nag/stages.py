"""The stages that are looked at: each kind of installation, with each way to search."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.cdk.services import ROOT
from infra.cdk.stages import Search

PRODUCTION = {
    "stage": "prod",
    "seller_address": "Market Street 1, 10115 Berlin, DE",
    "seller_vat_id": "none",
    "domain": "shop.example",
    "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/one",
}
KINDS: Mapping[str, Mapping[str, str]] = {
    "dev": {"stage": "dev"},
    "economy": {"stage": "dev", "economy": "true"},
    "prod": PRODUCTION,
}


@dataclass(frozen=True, slots=True)
class Looked:
    """One installation, by what the command line would be given."""

    kind: str
    search: Search

    @property
    def context(self) -> dict[str, str]:
        return {"target": "aws", **KINDS[self.kind], "search": self.search}

    def __str__(self) -> str:
        return f"{self.kind}, {self.search} search"


def every() -> Iterator[Looked]:
    """All of them."""
    return (Looked(kind, search) for kind in KINDS for search in Search)


def synthesize(looked: Looked, folder: Path) -> None:
    """Write the templates of one. Raises: CalledProcessError."""
    context = {"CDK_OUTDIR": str(folder), "CDK_CONTEXT_JSON": json.dumps(looked.context)}
    command = [sys.executable, "-m", "infra.cdk.app"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **context}, check=True)
