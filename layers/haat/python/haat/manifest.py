"""The vocabulary in which a service declares its whole public surface, as data.

CDK, the OpenAPI document, the handlers and the tests read these values; nothing else repeats them.
Standard library only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from haat import limits
from haat.grants import Grant, Secret, Table
from haat.keys import AUDIT_LOG, IDEMPOTENCY, LIMIT, OUTBOX, REQUESTS_OF, REVOKED
from haat.limits import Limit
from haat.permissions import Permission
from haat.settings import Setting


class Auth(StrEnum):
    """Who may call an endpoint."""

    PUBLIC = "public"  # anyone
    CART_HOLDER = "cart_holder"  # a guest with a cart token or a customer; verified in the function
    ORDER_HOLDER = "order_holder"  # an order's customer, or who carries its link; verified in the function
    CUSTOMER = "customer"  # an access token of identity; verified by the gateway
    STAFF = "staff"  # a Cognito token of a group with the endpoint's permission; verified by the gateway
    PROVIDER = "provider"  # the payment provider; the signature is verified in the function


FORGET_ANSWERS = (Table(("UpdateItem",), IDEMPOTENCY), Table(("Query",), REQUESTS_OF, index=True))
"""What `haat.http.once.forget_answers` needs."""
LINK_KEYS = Secret("cursors")
"""What `haat.link_keys` needs: whoever makes or takes links and cursors, and the limiter."""
VERIFIED_IN_FUNCTION = (Auth.CART_HOLDER, Auth.ORDER_HOLDER)  # a customer's token, which no gateway has seen
_LIMITS: dict[Auth, Limit | None] = {Auth.STAFF: limits.STAFF, Auth.PROVIDER: None}


class Idempotency(StrEnum):
    """What an endpoint does with the header `Idempotency-Key`."""

    REQUIRED = "required"
    ACCEPTED = "accepted"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Function:
    """What any Lambda needs, whatever starts it."""

    module: str  # where `handler` is: "cart.api.add_item"
    grants: tuple[Grant, ...]
    settings: tuple[Setting, ...]
    layers: tuple[str, ...]  # third-party layers beyond `runtime`
    memory_mb: int
    timeout_s: int
    emits: tuple[str, ...]  # names of the events it may write into the outbox
    alarms: tuple[str, ...] = field(default=(), kw_only=True)  # metrics of which a single count rings

    @property
    def name(self) -> str:
        """Name of the function within a stage: "cart-add-item"."""
        service, _, operation = self.module.split(".")
        return f"{service}-{operation}".replace("_", "-")

    @property
    def service(self) -> str:
        return self.module.split(".")[0]

    @property
    def operation(self) -> str:
        return self.module.split(".")[-1]


def _to_emit(emits: tuple[str, ...]) -> tuple[Grant, ...]:
    """What whoever emits events needs: it puts a pointer beside each."""
    return (Table(("PutItem",), OUTBOX),) if emits else ()


@dataclass(frozen=True, slots=True)
class Endpoint(Function):
    """One route of the HTTP API, answered by one function."""

    method: str
    path: str
    auth: Auth
    summary: str
    status: int  # of a success
    idempotency: Idempotency
    edge_cache_s: int  # how long CloudFront may keep an answer; 0: never
    round_trips: int  # most sequential calls to AWS and providers on the happy path
    permission: Permission | None = field(default=None, kw_only=True)  # of staff
    limit: Limit | None = field(default=None, kw_only=True)  # of each caller


def endpoint(
    method: str,
    path: str,
    module: str,
    *,
    auth: Auth | Permission,
    summary: str,
    grants: tuple[Grant, ...] = (),
    status: int = 200,
    idempotency: Idempotency | None = None,
    settings: tuple[Setting, ...] = (),
    layers: tuple[str, ...] = (),
    emits: tuple[str, ...] = (),
    alarms: tuple[str, ...] = (),
    edge_cache_s: int = 0,
    round_trips: int = 1,
    limit: Limit | None = None,
    memory_mb: int = 512,
    timeout_s: int = 10,
) -> Endpoint:
    """Declare an endpoint. What its `auth`, `idempotency`, `limit` and `emits` imply is granted here, once.

    `auth`: who may call; a permission stands for the staff who have it. `limit`: how often one caller may; as
    a rule the usual limit, and none for the provider, who proves each request by its signature.
    `round_trips` leave out the limiter's, which one request in a batch has, and those that one in 30 s has:
    who is revoked, and the shop's settings where no batch takes them along.
    """
    permission = auth if isinstance(auth, Permission) else None
    demanded = Auth.STAFF if isinstance(auth, Permission) else auth
    keys = idempotency or (Idempotency.ACCEPTED if method == "POST" else Idempotency.NONE)
    implied = _to_emit(emits)
    if keys is not Idempotency.NONE:
        implied += (Table(("GetItem", "PutItem"), IDEMPOTENCY),)
    if demanded in (Auth.CUSTOMER, Auth.STAFF, *VERIFIED_IN_FUNCTION):
        implied += (Table(("Query",), REVOKED),)
    allowed = limit or _LIMITS.get(demanded, limits.USUAL)
    if allowed:
        implied += (Table(("UpdateItem",), LIMIT), LINK_KEYS)
    if demanded is Auth.STAFF and method != "GET":
        implied += (Table(("PutItem",), AUDIT_LOG),)
    if demanded in VERIFIED_IN_FUNCTION:
        layers = (*layers, "identity") if "identity" not in layers else layers
    return Endpoint(
        module=module,
        grants=grants + implied,
        settings=settings,
        layers=layers,
        memory_mb=memory_mb,
        timeout_s=timeout_s,
        emits=emits,
        method=method,
        path=path,
        auth=demanded,
        permission=permission,
        limit=allowed,
        summary=summary,
        status=status,
        idempotency=keys,
        edge_cache_s=edge_cache_s,
        round_trips=round_trips,
        alarms=alarms,
    )


@dataclass(frozen=True, slots=True)
class Task(Function):
    """One state of a state machine."""

    machine: str  # the file in statemachines/ without its ending


def task(
    machine: str,
    module: str,
    *,
    grants: tuple[Grant, ...] = (),
    settings: tuple[Setting, ...] = (),
    layers: tuple[str, ...] = (),
    emits: tuple[str, ...] = (),
    memory_mb: int = 512,
    timeout_s: int = 10,
) -> Task:
    """Declare a task of the state machine `machine`."""
    granted = grants + _to_emit(emits)
    return Task(module, granted, settings, layers, memory_mb, timeout_s, emits, machine)


@dataclass(frozen=True, slots=True)
class QueueConsumer(Function):
    """A function fed by a queue of its own: rule, queue, dead-letter queue, function."""

    batch_size: int
    at_most_one: bool  # a single writer: never two invocations at once
    at_once_max: int | None = field(default=None, kw_only=True)  # invocations; None: as many as there is work


@dataclass(frozen=True, slots=True)
class Reaction(QueueConsumer):
    """A consumer of domain events."""

    events: tuple[str, ...]


def reaction(
    events: str | tuple[str, ...],
    module: str,
    *,
    grants: tuple[Grant, ...] = (),
    settings: tuple[Setting, ...] = (),
    layers: tuple[str, ...] = (),
    emits: tuple[str, ...] = (),
    alarms: tuple[str, ...] = (),
    batch_size: int = 10,
    at_most_one: bool = False,
    memory_mb: int = 512,
    timeout_s: int = 30,
) -> Reaction:
    """Declare a reaction to one event or to several."""
    names = (events,) if isinstance(events, str) else events
    granted = grants + _to_emit(emits)
    return Reaction(
        module,
        granted,
        settings,
        layers,
        memory_mb,
        timeout_s,
        emits,
        batch_size,
        at_most_one,
        names,
        alarms=alarms,
    )


@dataclass(frozen=True, slots=True)
class ObjectConsumer(QueueConsumer):
    """A consumer of objects that are put into a bucket under keys that start with `prefix`."""

    bucket: str  # "media"
    prefix: str


def object_consumer(
    bucket: str,
    prefix: str,
    module: str,
    *,
    grants: tuple[Grant, ...] = (),
    settings: tuple[Setting, ...] = (),
    layers: tuple[str, ...] = (),
    emits: tuple[str, ...] = (),
    alarms: tuple[str, ...] = (),
    batch_size: int = 10,
    at_once_max: int | None = None,
    memory_mb: int = 512,
    timeout_s: int = 30,
) -> ObjectConsumer:
    """Declare a function that is told of every object put under a prefix of a bucket."""
    return ObjectConsumer(
        module,
        grants + _to_emit(emits),
        settings,
        layers,
        memory_mb,
        timeout_s,
        emits,
        batch_size,
        False,
        bucket,
        prefix,
        alarms=alarms,
        at_once_max=at_once_max,
    )


@dataclass(frozen=True, slots=True)
class StreamConsumer(Function):
    """A consumer of the table's stream. A stream feeds two consumers at most: relay is one of them."""

    filters: tuple[dict[str, object], ...]  # Lambda event filter patterns, any of which lets a record in
    batch_size: int


def stream_consumer(
    module: str,
    *,
    filters: tuple[dict[str, object], ...],
    grants: tuple[Grant, ...] = (),
    settings: tuple[Setting, ...] = (),
    emits: tuple[str, ...] = (),
    alarms: tuple[str, ...] = (),
    batch_size: int = 100,
    memory_mb: int = 512,
    timeout_s: int = 30,
) -> StreamConsumer:
    """Declare a function fed by the table's stream."""
    granted = grants + _to_emit(emits)
    return StreamConsumer(
        module, granted, settings, (), memory_mb, timeout_s, emits, filters, batch_size, alarms=alarms
    )


@dataclass(frozen=True, slots=True)
class Schedule(Function):
    """A function started by the clock, and once after each deployment if `at_deploy`."""

    every_minutes: int
    at_deploy: bool


def schedule(
    every_minutes: int,
    module: str,
    *,
    at_deploy: bool = False,
    grants: tuple[Grant, ...] = (),
    settings: tuple[Setting, ...] = (),
    layers: tuple[str, ...] = (),
    emits: tuple[str, ...] = (),
    alarms: tuple[str, ...] = (),
    memory_mb: int = 512,
    timeout_s: int = 60,
) -> Schedule:
    """Declare a scheduled function."""
    granted = grants + _to_emit(emits)
    return Schedule(
        module,
        granted,
        settings,
        layers,
        memory_mb,
        timeout_s,
        emits,
        every_minutes,
        at_deploy,
        alarms=alarms,
    )


@dataclass(frozen=True, slots=True)
class Service:
    """A service: one package, one deployment asset."""

    name: str
    functions: tuple[Function, ...]
    participants: tuple[str, ...] = ()  # other services whose participant.py travels in its asset

    def __iter__(self) -> Iterator[Function]:
        return iter(self.functions)
