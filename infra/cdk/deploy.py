"""`python -m infra.cdk.deploy --stage dev`: to AWS, with the caller's credentials."""

import argparse
import subprocess
import sys

from infra.cdk import layers
from infra.cdk.services import ROOT

CLI = ROOT / "node_modules" / ".bin" / "cdk"
CONCURRENCY = 4


def cdk(command: str, stage: str, *options: str) -> int:
    """Run the CDK command line on every stack of a stage, and return its exit status."""
    context = ["--context", "target=aws", "--context", f"stage={stage}"]
    concurrency = ["--concurrency", str(CONCURRENCY)]
    return subprocess.run(
        [CLI, command, "--all", *context, *concurrency, *options], cwd=ROOT, check=False
    ).returncode


def stage_argument(doc: str | None) -> str:
    """The stage that `--stage` names."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--stage", required=True)
    return str(parser.parse_args().stage)


def main() -> None:
    """Build the layers and deploy."""
    stage = stage_argument(__doc__)
    layers.build_all()
    if status := cdk("deploy", stage, "--require-approval", "never"):
        sys.exit(
            f"cdk deploy ended with status {status}. If the account is new to CDK, run this first, for the "
            "region of the stage and for us-east-1: npx cdk bootstrap aws://ACCOUNT/REGION"
        )


if __name__ == "__main__":
    main()
