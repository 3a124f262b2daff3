"""`python -m infra.cdk.openapi`: the README's tables, and with `--write FILE` the document."""

import argparse
import json
from pathlib import Path

from infra.cdk.openapi.document import document
from infra.cdk.openapi.tables import update
from infra.cdk.services import ROOT, discover


def main() -> None:
    """Write what is generated from the manifests."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = ROOT / ".haat" / "openapi.json"
    parser.add_argument("--write", type=Path, default=default, metavar="FILE", help="where the document goes")
    given = parser.parse_args()
    services = discover()
    given.write.parent.mkdir(parents=True, exist_ok=True)
    given.write.write_text(json.dumps(document(services), indent=2, ensure_ascii=False) + "\n")
    print(f"wrote {given.write}")
    update(ROOT / "README.md", services)
    print("brought the tables of README.md up to date")


if __name__ == "__main__":
    main()
