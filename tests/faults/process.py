"""This process as a function's: the settings, clients, clock, chance and patience of a simulation.

botocore's clients are made once for all simulations (50 to 90 ms each); what they send goes to whichever
simulation runs. Requests are not signed: nobody here checks, and it is a sixth of a call.
"""

import logging
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from unittest import mock

import botocore.session
import stripe
from botocore import UNSIGNED
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config

from haat import clients, clock, ids, observability
from haat.http import tokens
from haat.saga.machine import arn_setting
from haat.table import connection
from infra.cdk.services import discover, settings_of
from infra.local.payments import ledger
from payments import gateway
from relay import publisher
from tests.conftest import ENVIRONMENT
from tests.faults.agenda import Agenda
from tests.faults.aws.buckets import named
from tests.faults.aws.wire import Wire
from tests.faults.invoking import forget
from tests.faults.provider import URL, SimulatedClient, SimulatedProvider
from tests.statemachines.interpreter import machines

_REAL_SLEEP = time.sleep
TABLE = ENVIRONMENT["TABLE_NAME"]
HERE = {
    "BUS_NAME": "haat-test",
    "MAIL_FROM": "shop@haat.test",
    "SIGNING_KEY_ID": "simulated-signing-key",
    "SEALING_KEY_ID": "simulated-sealing-key",
    "PAYMENTS_SECRET_NAME": "haat-test-payments",
    "PAYMENTS_API_BASE": URL,
    "RECOMMENDATIONS_BUCKET": named("recommendations"),
    "SEARCH_BUCKET": named("search"),
    "TRANSFERS_BUCKET": named("transfers"),
    "POWERTOOLS_METRICS_DISABLED": "true",
    "LIMITS_FACTOR": "0",  # few people ask for everything there, and what is refused must change nothing
}


@dataclass
class Simulated:
    """What a process needs of the simulation that it belongs to."""

    agenda: Agenda
    wire: Wire
    provider: SimulatedProvider
    seed: int
    threads: set[int]  # in which simulated time is the time


_running: list[Simulated] = []


@contextmanager
def belonging_to(simulated: Simulated) -> Iterator[None]:
    """This process belongs to one simulation while the block runs."""
    assert not _running, "one simulation at a time: the process has one clock and one table"
    chance = random.getstate()
    _running.append(simulated)
    try:
        with ExitStack() as stack:
            for patch in _patches(simulated):
                stack.enter_context(patch)
            stack.enter_context(clock.set_to(lambda: simulated.agenda.now_s))
            stack.callback(logging.disable, logging.NOTSET)
            logging.disable()  # a level would stay with each logger that is made here
            _forget_all()
            random.seed(simulated.seed)
            yield
    finally:
        _running.clear()
        random.setstate(chance)
        _forget_all()


def _patches(simulated: Simulated) -> Iterator[Any]:
    names = [name for name in os.environ if name.startswith("AWS_")]
    kept = {name: value for name, value in os.environ.items() if name not in names}
    yield mock.patch.dict(os.environ, kept | _settings(), clear=True)
    yield mock.patch.object(time, "sleep", _sleep)
    yield mock.patch.object(observability, "print", _unheard, create=True)  # the log of each invocation
    yield mock.patch.object(clients, "session", _Session)
    yield mock.patch.object(ids, "os", Seeded(simulated.seed))
    yield mock.patch.object(ledger, "secrets", Seeded(simulated.seed + 1))
    yield mock.patch.object(SimulatedClient, "provider", simulated.provider, create=True)
    yield mock.patch.object(gateway, "PooledClient", SimulatedClient)
    yield mock.patch.object(stripe.HTTPClient, "INITIAL_DELAY", 0)
    yield mock.patch.object(stripe.HTTPClient, "MAX_DELAY", 0)
    yield mock.patch.object(publisher, "BACKOFF_BASE_S", 0)  # its pause is bound when it is imported
    yield mock.patch.object(publisher, "BACKOFF_CAP_S", 0)


@cache
def _settings() -> dict[str, str]:
    """Every setting that has no default, with a value of its own."""
    arns = {
        arn_setting(machine).name: f"arn:aws:states:eu-central-1:123456789012:stateMachine:{machine}"
        for machine in machines()
    }
    known = ENVIRONMENT | HERE | arns
    others = {name: f"simulated-{name.lower()}" for name in settings_of(discover()) if name not in known}
    return {name: value for name, value in others.items() if name in _without_default()} | known


@cache
def _without_default() -> frozenset[str]:
    declared = [setting for service in discover() for each in service for setting in each.settings]
    return frozenset(setting.name for setting in declared if setting.default is None)


def _sleep(seconds: float) -> None:
    """Simulated where a simulation runs; other threads of the process sleep as ever."""
    if _running and threading.get_ident() in _running[0].threads:
        _running[0].agenda.pass_ms(round(seconds * 1000))
    else:
        _REAL_SLEEP(seconds)


def _unheard(*_: object, **__: object) -> None:
    """Nobody reads what a simulated function prints."""


def _forget_all() -> None:
    connection.shared.cache_clear()
    clients.client.cache_clear()
    tokens._keys.cache_clear()
    forget()


class _Session:
    """In the place of botocore's session: hands out the clients that there are."""

    def create_client(self, service: str, config: Any) -> Any:
        attempts: int = config.retries["total_max_attempts"]
        return _client(service, attempts, config.read_timeout, config.connect_timeout)


@cache
def _client(service: str, attempts: int, read_timeout_s: int, connect_timeout_s: int) -> Any:
    config = Config(
        connect_timeout=connect_timeout_s,
        read_timeout=read_timeout_s,
        retries={"total_max_attempts": attempts, "mode": "standard"},
        parameter_validation=False,
        user_agent="haat/simulated",
        account_id_endpoint_mode="disabled",
        signature_version=UNSIGNED,
        request_checksum_calculation="when_required",  # else bodies travel in chunks
    )
    client: Any = _session().create_client(service, region_name="eu-central-1", config=config)
    client.meta.events.register_first("before-send", _carried)
    return client


@cache
def _session() -> botocore.session.Session:
    return botocore.session.Session()


def _carried(event_name: str, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
    return _running[0].wire.carry(event_name, request)


class Seeded:
    """In the place of `os` and `secrets` where ids are made: chance that a seed repeats."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def urandom(self, size: int) -> bytes:
        return self._random.randbytes(size)

    def token_hex(self, size: int) -> str:
        return self._random.randbytes(size).hex()
