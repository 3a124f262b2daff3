"""What an order needs, asked how it is."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from haat.clients import client
from haat.observability import logger
from haat.saga.machine import arn_setting
from haat.settings import BUS_NAME, TABLE_NAME
from haat.table.meter import meter
from health.domain import Condition

READ_TIMEOUT_S = 1  # three of them, and as many to connect, stay within the time of a request
ACTIVE = "ACTIVE"


class Dependencies:
    """The table, the bus and the state machine `checkout`."""

    def ask(self) -> dict[str, Condition]:
        """How each of them is. One call each, none of which is repeated."""
        return {name: _condition(name, is_well) for name, is_well in _QUESTIONS.items()}


def _condition(name: str, is_well: Callable[[], bool]) -> Condition:
    try:
        return Condition.OK if is_well() else Condition.FAILING
    except (BotoCoreError, ClientError) as fault:
        logger("health").warning("dependency failing", dependency=name, reason=str(fault))
        return Condition.FAILING


def _table() -> bool:
    meter.count("dynamodb.DescribeTable")
    answer = _client("dynamodb").describe_table(TableName=TABLE_NAME.text())
    return bool(answer["Table"]["TableStatus"] == ACTIVE)


def _bus() -> bool:
    meter.count("events.DescribeEventBus")
    _client("events").describe_event_bus(Name=BUS_NAME.text())
    return True


def _checkout() -> bool:
    meter.count("states.DescribeStateMachine")
    arn = arn_setting("checkout").text()
    answer = _client("stepfunctions").describe_state_machine(stateMachineArn=arn)
    return bool(answer["status"] == ACTIVE)


def _client(service: str) -> Any:
    return client(service, attempts=1, read_timeout_s=READ_TIMEOUT_S)


_QUESTIONS: dict[str, Callable[[], bool]] = {"table": _table, "bus": _bus, "checkout": _checkout}
