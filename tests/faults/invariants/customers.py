"""I13 and I14: what customers see, once and the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.faults.aws.small import Mail
from tests.faults.front import Asked
from tests.faults.invariants.raw import Found, Violation
from tests.support.requests import Response

OF_EACH = ("idempotency-replayed", "x-request-id")  # headers that differ between an answer and its repetition


def at_rest(mails: Iterable[Mail], asked: Iterable[Asked]) -> Found:
    """One mail per order and kind, which its subject names; one answer per key."""
    for (to, subject), count in Counter((mail.to, mail.subject) for mail in mails).items():
        if count > 1:
            yield Violation("I13", f"{subject} for {to}", 1, count)
    answers: dict[tuple[str, str, str], list[Response]] = defaultdict(list)
    for one in asked:
        answers[one.who, one.key, one.what].append(one.response)
    for (who, key, what), given in answers.items():
        yield from _answers(
            f"{what} of {who} with key {key}", [shown for shown in given if shown.status < 500]
        )


def _answers(what: str, given: list[Response]) -> Found:
    """From the first success on every answer is that one, byte for byte."""
    first = next((number for number, response in enumerate(given) if response.status < 300), None)
    if first is not None:
        for later in given[first + 1 :]:
            if _shown(later) != _shown(given[first]):
                yield Violation("I14", what, _shown(given[first]), _shown(later))


def _shown(response: Response) -> tuple[int, str, dict[str, str]]:
    headers = {name: value for name, value in response.headers.items() if name not in OF_EACH}
    return response.status, response.text, headers
