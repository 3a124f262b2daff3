"""Logs, metrics and traces by Powertools, each loaded when it is first needed.

Every invocation writes one line of properties to search by: request id, outcome, duration, calls and what
they consumed of the table. What it counted becomes a metric, by CloudWatch's embedded format, and so does a
fault. Durations, errors and invocations do not: Lambda publishes those of every function for nothing, and a
metric of our own costs 0.30 USD a month. Anything else is logged only when it matters.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import AmazonCloudWatchEMFProvider

from haat.scrubbing import scrubbed
from haat.settings import STAGE
from haat.table.meter import meter

NAMESPACE = "Haat"


@cache
def logger(service: str) -> Logger:
    """The service's logger: JSON lines."""
    return Logger(service=service, json_serializer=_line)


def _line(said: object) -> str:
    """One line of a log, with nothing in it that no log may say."""
    return scrubbed(json.dumps(said, default=str, separators=(",", ":"), ensure_ascii=False))


@dataclass(slots=True)
class Invocation:
    """What one invocation reports at its end. `outcome` is a status or what became of an event."""

    service: str
    operation: str
    request_id: str
    outcome: str = ""
    fault: bool = False
    properties: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The function that runs, as manifests name it: "cart-add-item"."""
        return f"{self.service}-{self.operation}".replace("_", "-")

    def count(self, metric: str, value: int = 1) -> None:
        """Add to a business metric such as "OrdersPlaced"."""
        self.counts[metric] = self.counts.get(metric, 0) + value


_running: ContextVar[Invocation | None] = ContextVar("running", default=None)


@contextmanager
def invocation(service: str, operation: str, request_id: str) -> Iterator[Invocation]:
    """Observe one invocation: one metrics line, and a trace segment when X-Ray samples it."""
    this = Invocation(service, operation, request_id)
    running = _running.set(this)
    meter.reset()
    began_s = time.perf_counter()
    try:
        with _segment(service, operation):
            yield this
    except BaseException:
        this.fault = True
        logger(service).exception("fault", request_id=request_id, operation=operation)
        raise
    finally:
        _running.reset(running)
        _report(this, (time.perf_counter() - began_s) * 1000)


def count(metric: str, value: int = 1) -> None:
    """Add to a metric of the invocation that runs, for code that is not handed it; else nothing."""
    this = _running.get()
    if this:
        this.count(metric, value)


def note(**properties: object) -> None:
    """Say something in the line of the invocation that runs, for code that is not handed it; else nothing."""
    this = _running.get()
    if this:
        this.properties |= properties


def _report(this: Invocation, duration_ms: float) -> None:
    properties = {
        "request_id": this.request_id,
        "stage": STAGE.text(),
        "outcome": this.outcome,
        "fault": this.fault,
        "duration_ms": round(duration_ms, 2),
        "calls": " ".join(meter.calls),
        "round_trips": len(meter.calls),
        "read_units": meter.read_units,
        "write_units": meter.write_units,
        **{name: [0] for name, value in this.counts.items() if not value},
        **this.properties,
    }
    counted = {name: value for name, value in this.counts.items() if value}
    if this.fault:
        counted["Fault"] = 1
    if not counted:
        named = {"service": this.service, "operation": this.operation}
        print(_line(named | properties), flush=True)  # noqa: T201 -- the log is standard output
        return
    metrics = AmazonCloudWatchEMFProvider(namespace=NAMESPACE, service=this.service)
    metrics.add_dimension("operation", this.operation)
    for name, value in counted.items():
        metrics.add_metric(name, MetricUnit.Count, value)
    for key, shown in properties.items():
        metrics.add_metadata(key, scrubbed(shown) if isinstance(shown, str) else shown)
    metrics.flush_metrics()


def _segment(service: str, operation: str) -> AbstractContextManager[object]:
    """A trace segment if X-Ray samples this request, else nothing."""
    if "Sampled=1" not in os.environ.get("_X_AMZN_TRACE_ID", ""):
        return nullcontext()
    segment: AbstractContextManager[object] = _tracer(service).provider.in_subsegment(f"## {operation}")
    return segment


@cache
def _tracer(service: str) -> Any:
    """The tracer costs 150 ms of import, so a sampled request alone loads it; it patches botocore only."""
    from aws_lambda_powertools import Tracer

    return Tracer(service=service, patch_modules=("botocore",))
