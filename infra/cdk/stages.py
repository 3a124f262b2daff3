"""Stages: where the platform stands and what differs there, settled before anything is synthesized."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

LOCAL_ACCOUNT = "000000000000"
DEFAULT_REGION = "eu-central-1"
EDGE_KEY_OF_A_LAPTOP = "edge-of-one-laptop"
EDGE_REGION = "us-east-1"  # CloudFront takes its firewall and its functions from there only


class Target(StrEnum):
    """AWS, or an emulator on loopback that refuses some kinds of resource."""

    AWS = "aws"
    LOCAL = "local"


class Search(StrEnum):
    """What answers searches: the function itself, a managed domain, or a serverless collection."""

    EMBEDDED = "embedded"
    DOMAIN = "domain"
    COLLECTION = "collection"


SELLER = ("SELLER_ADDRESS", "SELLER_VAT_ID")


class UnknownStage(ValueError):
    """The context names no stage, or a target that is neither aws nor local."""


class AddressUnknown(ValueError):
    """Production under CloudFront's own name would take TLS 1.0, which only an own certificate can refuse."""


class SellerUnknown(ValueError):
    """Production would issue invoices, which nobody can change, in the name of an example."""


class TokenKeysUnclear(ValueError):
    """The keys of access tokens are named twice, not at all, or by what is no number."""


@dataclass(frozen=True, slots=True)
class Address:
    """The shop's own name, and its certificate of ACM in us-east-1."""

    name: str
    certificate_arn: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One installation. `settings`: values by name of the environment variable."""

    name: str
    target: Target
    account: str | None  # None: of whoever deploys
    region: str
    settings: Mapping[str, str] = field(default_factory=dict)
    keeps_data: bool = False  # whether deleting the stacks leaves table, keys and buckets behind
    log_days: int = 30
    requests_per_s: int = 500  # of all clients together, before the gateway answers 429
    requests_burst: int = 1000
    requests_per_ip: int = 2000  # of one address in five minutes, before the firewall answers 429
    token_keys: tuple[str, ...] = ("1",)  # whose tokens are taken; the first one signs
    token_issuer: str | None = None  # None: the distribution in front of the key set
    economy: bool = False  # without what costs most while nobody comes: see `_aws`
    address: Address | None = None  # None: CloudFront's own name and certificate
    budget_usd: int = 100  # a month, of the whole account, before the alarms ring
    search: Search = Search.EMBEDDED

    @property
    def on_aws(self) -> bool:
        return self.target is Target.AWS

    @property
    def prefix(self) -> str:
        """What the names of all its resources begin with."""
        return f"haat-{self.name}"

    @property
    def edge_key(self) -> str:
        """The name of the secret that the edge shows the gateway (haat.http.place)."""
        return f"{self.prefix}/edge"


def stage_from(
    context: Callable[[str], str | None], *, overridable: Iterable[str], account: str | None
) -> Stage:
    """The stage that `-c stage=… -c target=…` names; `-c hold_s=60` sets `HOLD_S` if that is overridable.

    Raises: UnknownStage, AddressUnknown, SellerUnknown, TokenKeysUnclear.
    """
    made = _stage_from(context, overridable=overridable, account=account)
    asked = context("token_keys")
    return replace(made, token_keys=_token_keys(asked)) if asked else made


def _stage_from(
    context: Callable[[str], str | None], *, overridable: Iterable[str], account: str | None
) -> Stage:
    name, target = context("stage"), context("target") or Target.AWS
    if not name or not name.isalnum() or target not in list(Target):
        raise UnknownStage("say -c stage=<letters and digits> and -c target=aws or local")
    given = {name: value for name in overridable if (value := context(name.lower())) is not None}
    region = context("region") or DEFAULT_REGION
    if target == Target.LOCAL:
        return _local(name, context("endpoint_url") or "http://127.0.0.1:4566", region, given)
    made = _aws(name, account, region, given, economy=context("economy") == "true")
    made = replace(made, search=_search(context("search")), address=_address(context))
    if made.keeps_data and made.address is None:
        raise AddressUnknown("say in the context of cdk.json, or by -c: domain, certificate_arn")
    budget = context("budget_usd")
    return replace(made, budget_usd=int(budget)) if budget else made


def _token_keys(asked: str) -> tuple[str, ...]:
    """Raises: TokenKeysUnclear."""
    names = tuple(asked.split(","))
    if len({*names}) < len(names) or not all(name.isdecimal() for name in names):
        raise TokenKeysUnclear(f"say -c token_keys=2,1: numbers, each once, not {asked}")
    return names


def _address(context: Callable[[str], str | None]) -> Address | None:
    name, certificate_arn = context("domain"), context("certificate_arn")
    return Address(name, certificate_arn) if name and certificate_arn else None


def _search(asked: str | None) -> Search:
    """Raises: UnknownStage."""
    if asked and asked not in list(Search):
        raise UnknownStage(f"say -c search={'|'.join(Search)}, not {asked}")
    return Search(asked or Search.EMBEDDED)


def _local(name: str, endpoint_url: str, region: str, given: Mapping[str, str]) -> Stage:
    defaults = {"CURSOR_KEY": "cursors-of-one-laptop", "MAIL_FROM": "shop@haat.example"}
    defaults["EDGE_KEY"] = EDGE_KEY_OF_A_LAPTOP
    defaults["LIMITS_FACTOR"] = "1000"  # everybody has the same address there, tests and measurements too
    return Stage(
        name,
        Target.LOCAL,
        LOCAL_ACCOUNT,
        region,
        settings=defaults | dict(given),
        token_issuer=f"{endpoint_url}/haat-{name}-keys-{LOCAL_ACCOUNT}",
    )


def _aws(name: str, account: str | None, region: str, given: Mapping[str, str], *, economy: bool) -> Stage:
    """`economy` leaves out the firewall, the dashboard, the table's own key (AWS's encrypts it then), and
    every alarm but those on the saga and on what a manifest says must never be counted. `make bench` prints
    what each costs a month.

    Raises: UnknownStage.
    """
    if economy and name == "prod":
        raise UnknownStage("production has its firewall and its alarms: leave ECONOMY out")
    settings = {"MAIL_FROM": "shop@haat.example"} | dict(given)
    if name != "prod":
        return Stage(
            name, Target.AWS, account, region, settings=settings, log_days=7, economy=economy,
            budget_usd=20 if economy else 100,
        )  # fmt: skip
    if missing := [name for name in SELLER if name not in given]:
        raise SellerUnknown(f"say in the context of cdk.json, or by -c: {', '.join(missing).lower()}")
    live = {"PAYMENTS_LIVE_MODE": "true"}
    return Stage(
        name, Target.AWS, account, region, settings=live | settings, keeps_data=True, log_days=90,
        requests_per_s=5000, requests_burst=10000, budget_usd=1000, token_keys=("1", "2"),
    )  # fmt: skip
