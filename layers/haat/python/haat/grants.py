"""What a function may touch, as data; CDK turns each grant into one IAM statement and its settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeySpace:
    """All partition keys that start with a prefix; the unit in which rights to the table are given."""

    prefix: str

    def key(self, *parts: str | int) -> str:
        """The partition key of one aggregate: `CART.key("g", "123")` is "CART#g#123"."""
        return self.prefix + "#".join(str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Table:
    """DynamoDB actions on some key spaces of the one table (or of its index `gsi1`)."""

    actions: tuple[str, ...]  # without their service: ("GetItem", "PutItem")
    spaces: tuple[KeySpace, ...]
    index: bool

    def __init__(self, actions: tuple[str, ...], *spaces: KeySpace, index: bool = False) -> None:
        object.__setattr__(self, "actions", actions)
        object.__setattr__(self, "spaces", spaces)
        object.__setattr__(self, "index", index)


@dataclass(frozen=True, slots=True)
class Scan:
    """Read the whole table. The auditor holds this, and who compares the search index."""


@dataclass(frozen=True, slots=True)
class Bus:
    """Put events on the bus. Relay alone holds this."""


@dataclass(frozen=True, slots=True)
class StateMachine:
    """Rights on one state machine: ("StartExecution",) or ("SendTaskSuccess",)."""

    machine: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bucket:
    """S3 actions ("GetObject", …) on the keys of one bucket that start with `prefix`."""

    bucket: str  # "search" | "keys" | "media"
    actions: tuple[str, ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """KMS actions on the keys of access tokens: ("Sign",) by the one that does, ("GetPublicKey",) of all."""

    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SealingKey:
    """KMS actions ("Encrypt", "Decrypt") on the key that seals customers' secrets before they are kept."""

    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """Send mail from the shop's address."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Read one secret: "payments"."""

    secret: str


@dataclass(frozen=True, slots=True)
class SearchCluster:
    """Rights to OpenSearch, ("Read",) or ("Read", "Write"): none where a stage has no such thing."""

    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Describe:
    """Ask whether a resource of the platform answers: "table", "bus", "machine", "bucket"."""

    resource: str


@dataclass(frozen=True, slots=True)
class DeadLetterQueues:
    """SQS actions ("ReceiveMessage", …) on every dead-letter queue of the stage."""

    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceQueues:
    """SQS actions ("SendMessage",) on every queue that feeds a function."""

    actions: tuple[str, ...]


Grant = (
    Table
    | Scan
    | Bus
    | StateMachine
    | Bucket
    | SigningKey
    | SealingKey
    | Mail
    | Secret
    | SearchCluster
    | Describe
    | DeadLetterQueues
    | SourceQueues
)
