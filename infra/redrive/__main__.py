"""`make redrive`: of the running stack; QUEUE=payments-pay-refund for one, STAGE=dev for AWS."""

import argparse
import sys
from typing import TYPE_CHECKING

import boto3
from tqdm import tqdm

from infra.cdk.stages import DEFAULT_REGION
from infra.local import aws, stack
from infra.local.layout import from_environment
from infra.redrive import queues
from infra.redrive.queues import DeadLetters
from operations.domain import SWEPT
from operations.gateway import moving

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient

LOCAL_STAGE = "local"


class NoStack(RuntimeError):
    """No stage was named, and nothing runs here."""


def redrive(sqs: "SQSClient", letters: DeadLetters) -> str:
    """Deal with one dead-letter queue and say what was done."""
    if not letters.messages:
        return f"{letters.name}: empty"
    with tqdm(total=letters.messages, desc=letters.name, unit=" messages", mininterval=0.5) as bar:
        if letters.source_url:
            moved = moving.move(sqs, letters.url, letters.source_url, letters.messages, bar.update)
            return f"{letters.name}: {moved} of {letters.messages} moved back to their queue"
        if letters.name == SWEPT:
            gone = moving.acknowledge(sqs, letters.url, letters.messages, bar.update)
            return (
                f"{letters.name}: {gone} acknowledged. They point at batches of the table's stream, and each "
                "event in them has a pointer in the table: relay's sweeper publishes it within two minutes "
                "(metric EventsSwept)"
            )
    return (
        f"{letters.name}: {letters.messages} left. They point at batches of the table's stream, which keeps "
        "them for a day, and cannot be moved: the next change of the same items tells what these did"
    )


def connect(stage: str | None) -> tuple["SQSClient", str]:
    """A client of SQS, and what the names of the stage's queues begin with. Raises: NoStack."""
    if stage:
        region = boto3.Session().region_name or DEFAULT_REGION
        return boto3.client("sqs", region_name=region), f"haat-{stage}-"
    layout = from_environment()
    if stack.running(layout) is None:
        raise NoStack("no stack is running here; start one with `make up`, or name a stage: STAGE=dev")
    return aws.session().client("sqs", endpoint_url=layout.endpoint_url), f"haat-{LOCAL_STAGE}-"


def main() -> int:
    """Run the command."""
    arguments = argparse.ArgumentParser(prog="make redrive", description=__doc__)
    arguments.add_argument("--queue", default="all")
    arguments.add_argument("--stage")
    given = arguments.parse_args()
    try:
        sqs, prefix = connect(given.stage)
        for letters in queues.find(sqs, prefix, given.queue):
            print(redrive(sqs, letters))
    except (NoStack, queues.UnknownQueue, moving.NotTaken) as error:
        print(f"make redrive: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
