"""One pass: the operations of one caller, each with everything that Schemathesis makes of the document."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis import engine
from schemathesis.engine import events

from identity import manifest as identity
from identity.manifests import erasure, passwords, sessions
from tests.e2e.validated import DOCUMENT
from tests.e2e.world import World
from tests.security.inputs import checks
from tests.security.inputs.callers import Caller, Headers

# Each of them may end a session: in a story it is somebody else's.
ENDING = {
    f"{one.method} {one.path}"
    for one in (identity.LOGOUT, erasure.CLOSE_ACCOUNT, passwords.CHANGE_PASSWORD, sessions.END_SESSION)
}
# They are between a client and the edge (RFC 9110, 7.6.1), which answers in its own words what is wrong with
# them, before there is a request.
OF_THE_CONNECTION = {
    "connection",
    "content-length",
    "expect",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
TOKEN_LIFE_S = 600  # of the 900 that an access token lives
SENT_S = 30
PHASES = ("examples", "coverage", "fuzzing", "stateful")


@dataclass
class Outcome:
    """What came of a pass."""

    cases: int = 0
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)  # by operation and status
    slow_once: int = 0  # answers that were slow, and not so when asked again
    starved: int = 0  # answers that were slow each time, as everything was
    failures: dict[tuple[str, str], str] = field(default_factory=dict)  # the first by operation and title


@dataclass(frozen=True, slots=True)
class Pass:
    """Some operations of one caller. `fuzzed`: random cases of each, beside those that `phases` bring."""

    caller: Caller
    operations: tuple[str, ...]
    phases: tuple[str, ...]
    fuzzed: int


def send_all(world: World, what: Pass) -> Outcome:
    """Every case of a pass."""
    outcome = Outcome()
    for event in engine.from_schema(_schema(world, what)).execute():
        if isinstance(event, events.ScenarioFinished):
            _take(outcome, event)
        elif isinstance(event, events.NonFatalError):
            outcome.failures[event.label, "Error"] = repr(event.value)
        elif isinstance(event, events.FatalError):
            raise event.exception
    outcome.slow_once = sum(checks.seen_slow.values())
    outcome.starved = sum(checks.seen_starved.values())
    checks.seen_slow.clear()
    checks.seen_starved.clear()
    return outcome


def _schema(world: World, what: Pass) -> Any:
    config = schemathesis.Config.from_dict(
        {
            "base-url": world.layout.api,
            "checks": checks.SETTINGS,
            "continue-on-failure": True,
            "generation": {"deterministic": True, "max-examples": what.fuzzed, "no-shrink": True},
            "phases": {name: {"enabled": name in what.phases} for name in PHASES},
            "request-timeout": SENT_S,
        }
    )
    schema: Any = schemathesis.openapi.from_dict(document(world), config=config)
    schema = schema.include(operation_id=list(what.operations))
    whose = _by_story if "stateful" in what.phases else _by_operation
    schema.auth(refresh_interval=TOKEN_LIFE_S, cache_by_key=whose)(_credentials(world, what.caller))
    return schema


def document(world: World) -> dict[str, Any]:
    """The OpenAPI document, with a name in the place of the one that stands for all."""
    text = world.api.send("GET", DOCUMENT).expect(200).content.decode()
    whole: dict[str, Any] = json.loads(text.replace("attr.<name>", "attr.material"))
    return whole


@schemathesis.hook
def before_call(context: object, case: schemathesis.Case[Any], kwargs: object) -> None:
    """Send no made-up headers of the connection."""
    del context, kwargs
    for name in [name for name in case.headers or () if name.lower() in OF_THE_CONNECTION]:
        del case.headers[name]


def _by_operation(case: schemathesis.Case[Any], context: object) -> str:
    """Each operation has a caller of its own: who is deleted or blocked by one is no other's."""
    del context
    return str(case.operation.label)


def _by_story(case: schemathesis.Case[Any], context: object) -> str:
    """What one operation has made, the next one of the same caller finds."""
    label = _by_operation(case, context)
    return label if label in ENDING else ""


def _credentials(world: World, caller: Caller) -> type:
    class Credentials:
        """A fresh caller."""

        def get(self, case: object, context: object) -> Headers:
            return caller.headers(world)

        def set(self, case: schemathesis.Case[Any], data: Headers, context: object) -> None:
            case.headers.update(data)

    return Credentials


def _take(outcome: Outcome, event: events.ScenarioFinished) -> None:
    recorder = event.recorder
    outcome.cases += len(recorder.interactions)
    for number, interaction in recorder.interactions.items():
        if interaction.response is not None:
            label = str(recorder.cases[number].value.operation.label)
            outcome.answers[label, interaction.response.status_code] += 1
    for title, text in _failed(recorder):
        outcome.failures.setdefault((str(recorder.label), title), text)


def _failed(recorder: Any) -> Iterator[tuple[str, str]]:
    for checked in recorder.checks.values():
        for check in checked:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                yield failure.title, f"{failure.message}\n{check.failure_info.code_sample}"
