"""The dead-letter queues of a stage: how full they are, what is in them, and the way back."""

from typing import TYPE_CHECKING, Any

import msgspec

from haat import clock
from haat.clients import client
from haat.settings import STAGE
from haat.table.meter import meter
from operations.domain import SWEPT, Letter, event_in, redacted
from operations.gateway import moving
from operations.settings import QUEUE_CONSUMERS, QUEUES_URL, STREAM_CONSUMERS

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

SHOWN_MAX = 10  # messages of one call of SQS
MOVED_MAX = 200  # of one request: about 60 calls
_ATTRIBUTES: Any = ["SentTimestamp", "ApproximateReceiveCount"]
_COUNTS: Any = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]


class LetterBox:
    """Dead letters by the name of the function that could not handle them: "payments-pay-refund"."""

    @property
    def names(self) -> list[str]:
        """Every function that has a dead-letter queue."""
        return sorted(_named(QUEUE_CONSUMERS.text()) + _named(STREAM_CONSUMERS.text()))

    def is_movable(self, name: str) -> bool:
        """Whether its letters can go back, or need not."""
        return name == SWEPT or name in _named(QUEUE_CONSUMERS.text())

    def count(self, name: str) -> int:
        """How many letters there are, roughly, as SQS counts. One call."""
        meter.count("sqs.GetQueueAttributes")
        answer = _sqs().get_queue_attributes(QueueUrl=_url(f"{name}-dead"), AttributeNames=_COUNTS)
        return sum(int(answer["Attributes"][count]) for count in _COUNTS)

    def look(self, name: str) -> list[Letter]:
        """Some of the letters, the first ones that SQS finds. One call, which leaves them where they are."""
        meter.count("sqs.ReceiveMessage")
        answer = _sqs().receive_message(
            QueueUrl=_url(f"{name}-dead"),
            MaxNumberOfMessages=SHOWN_MAX,
            VisibilityTimeout=0,
            WaitTimeSeconds=0,
            AttributeNames=_ATTRIBUTES,
        )
        return sorted(map(_letter, answer.get("Messages", [])), key=lambda letter: letter.sent_at)

    def hand_back(self, name: str, most: int = MOVED_MAX) -> int:
        """Move letters back to where they came from, or drop what is done; how many. Raises: NotTaken."""
        dead = _url(f"{name}-dead")
        if name == SWEPT:
            return moving.acknowledge(_sqs(), dead, most, lambda _: None)
        return moving.move(_sqs(), dead, _url(name), most, lambda _: None)


def _named(listed: str) -> list[str]:
    return [name for name in listed.split(",") if name]


def _url(name: str) -> str:
    return f"{QUEUES_URL.text()}/haat-{STAGE.text()}-{name}"


def _sqs() -> "SQSClient":
    sqs: SQSClient = client("sqs")
    return sqs


def _letter(message: "MessageTypeDef") -> Letter:
    """A message as it is shown; what is no JSON is hidden altogether."""
    told = _decoded(message["Body"])
    attributes = message.get("Attributes", {})
    return Letter(
        id=message["MessageId"],
        sent_at=clock.iso(int(attributes.get("SentTimestamp", "0")) // 1000),
        receives=int(attributes.get("ApproximateReceiveCount", "0")),
        event=event_in(told) if isinstance(told, dict) else None,
        what=redacted(told.get("detail", told) if isinstance(told, dict) else told),
    )


def _decoded(body: str) -> object:
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError:
        return body
