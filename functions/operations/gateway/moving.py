"""Moves messages from a dead-letter queue to its source: received, sent, and only then deleted.

A crash in between leaves a message in both queues, which does no harm: every consumer applies an event
once. SQS' own StartMessageMoveTask would do the same, but the emulator has none.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef, SendMessageBatchRequestEntryTypeDef

BATCH_MAX = 10  # messages of one call of SQS
BATCH_BYTES_MAX = 256 * 1024  # of all messages of one call, by the smallest quota there is
VISIBILITY_S = 60  # while a batch is moved nobody else gets it
WAIT_S = 1
Moved = Callable[[int], object]
"""Told how many messages have been moved, batch by batch."""


class NotTaken(RuntimeError):
    """The source refused messages: they stay among the dead letters."""


def move(sqs: "SQSClient", dead_url: str, source_url: str, most: int, moved: Moved) -> int:
    """Move up to `most` messages and say how many it was. What dies again meanwhile is for the next time.

    Raises: NotTaken.
    """
    done = 0
    while done < most:
        letters = _receive(sqs, dead_url, min(BATCH_MAX, most - done))
        if not letters:
            break
        for call in _calls(letters):
            _send(sqs, source_url, call)
            _delete(sqs, dead_url, call)
            done += len(call)
            moved(len(call))
    return done


def acknowledge(sqs: "SQSClient", dead_url: str, most: int, moved: Moved) -> int:
    """Delete up to `most` messages of whose work somebody else has taken care."""
    done = 0
    while done < most:
        letters = _receive(sqs, dead_url, min(BATCH_MAX, most - done))
        if not letters:
            break
        _delete(sqs, dead_url, letters)
        done += len(letters)
        moved(len(letters))
    return done


def _receive(sqs: "SQSClient", url: str, most: int) -> list["MessageTypeDef"]:
    answer = sqs.receive_message(
        QueueUrl=url,
        MaxNumberOfMessages=most,
        VisibilityTimeout=VISIBILITY_S,
        WaitTimeSeconds=WAIT_S,
        MessageAttributeNames=["All"],
    )
    return answer.get("Messages", [])


def _calls(letters: Iterable["MessageTypeDef"]) -> Iterator[list["MessageTypeDef"]]:
    """The letters in groups that one call takes."""
    call: list[MessageTypeDef] = []
    size_bytes = 0
    for letter in letters:
        own_bytes = len(letter["Body"].encode())
        if call and size_bytes + own_bytes > BATCH_BYTES_MAX:
            yield call
            call, size_bytes = [], 0
        call.append(letter)
        size_bytes += own_bytes
    if call:
        yield call


def _send(sqs: "SQSClient", url: str, letters: list["MessageTypeDef"]) -> None:
    entries = [_entry(number, letter) for number, letter in enumerate(letters)]
    refused = sqs.send_message_batch(QueueUrl=url, Entries=entries).get("Failed", [])
    if refused:
        raise NotTaken(
            f"{url} refused {len(refused)} messages: {refused[0].get('Message', refused[0]['Code'])}"
        )


def _entry(number: int, letter: "MessageTypeDef") -> "SendMessageBatchRequestEntryTypeDef":
    return {
        "Id": str(number),
        "MessageBody": letter["Body"],
        "MessageAttributes": letter.get("MessageAttributes", {}),
    }


def _delete(sqs: "SQSClient", url: str, letters: list["MessageTypeDef"]) -> None:
    """Letters that cannot be deleted are moved twice, one day: no harm."""
    handles = [letter["ReceiptHandle"] for letter in letters]
    sqs.delete_message_batch(
        QueueUrl=url,
        Entries=[{"Id": str(number), "ReceiptHandle": handle} for number, handle in enumerate(handles)],
    )
