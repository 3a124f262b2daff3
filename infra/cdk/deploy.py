"""`python -m infra.cdk.deploy --stage dev [--economy] [--search domain]`: to AWS, as the caller."""

import argparse
import subprocess
import sys

from infra.cdk import layers
from infra.cdk.services import ROOT
from infra.cdk.stages import Search

CLI = ROOT / "node_modules" / ".bin" / "cdk"
CONCURRENCY = 4


def cdk(command: str, stage: str, *options: str) -> int:
    """Run the CDK command line on every stack of a stage, and return its exit status."""
    context = ["--context", "target=aws", "--context", f"stage={stage}"]
    concurrency = ["--concurrency", str(CONCURRENCY)]
    return subprocess.run(
        [CLI, command, "--all", *context, *concurrency, *options], cwd=ROOT, check=False
    ).returncode


def arguments(doc: str | None) -> argparse.Namespace:
    """`--stage`, `--economy` for one that costs little while nobody comes, `--search` for OpenSearch."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--economy", action="store_true")
    parser.add_argument("--search", choices=list(Search), default=Search.EMBEDDED)
    return parser.parse_args()


def main() -> None:
    """Build the layers and deploy."""
    asked = arguments(__doc__)
    layers.build_all()
    economy = ["--context", "economy=true"] if asked.economy else []
    search = ["--context", f"search={asked.search}"]
    if status := cdk("deploy", asked.stage, "--require-approval", "never", *economy, *search):
        sys.exit(
            f"cdk deploy ended with status {status}. If the account is new to CDK, run this first, for the "
            "region of the stage and for us-east-1: npx cdk bootstrap aws://ACCOUNT/REGION"
        )


if __name__ == "__main__":
    main()
