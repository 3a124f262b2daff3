"""The dead-letter queues of a stage, and where their letters came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient

ENDING = "-dead"
LISTED_AT_ONCE = 1000
_Count = Literal["ApproximateNumberOfMessages"]
_COUNT: _Count = "ApproximateNumberOfMessages"


class UnknownQueue(LookupError):
    """No dead-letter queue of that name."""


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """One dead-letter queue."""

    name: str  # of the function whose messages end here: "payments-pay-refund"
    url: str
    source_url: str | None  # None: they came from the table's stream and are mere pointers into it
    messages: int  # roughly, as SQS counts


def find(sqs: "SQSClient", prefix: str, name: str) -> list[DeadLetters]:
    """The dead-letter queues whose names begin with `prefix`: all of them, or the one of a function.

    Raises: UnknownQueue.
    """
    urls = {url.rpartition("/")[2]: url for url in _urls(sqs, prefix)}
    dead = {full: url for full, url in urls.items() if full.endswith(ENDING)}
    found = [
        DeadLetters(
            full.removeprefix(prefix).removesuffix(ENDING),
            url,
            urls.get(full.removesuffix(ENDING)),
            _messages(sqs, url),
        )
        for full, url in sorted(dead.items())
    ]
    wanted = [letters for letters in found if name in ("all", letters.name)]
    if not wanted:
        known = ", ".join(letters.name for letters in found) or "none at all"
        raise UnknownQueue(f"there is no dead-letter queue of {name!r}; there is {known}")
    return wanted


def _urls(sqs: "SQSClient", prefix: str) -> Iterator[str]:
    paging = sqs.get_paginator("list_queues")
    for page in paging.paginate(QueueNamePrefix=prefix, PaginationConfig={"PageSize": LISTED_AT_ONCE}):
        yield from page.get("QueueUrls", [])


def _messages(sqs: "SQSClient", url: str) -> int:
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[_COUNT])
    return int(answer["Attributes"][_COUNT])
