"""Where a local stack lives: its ports, its folder, its credentials."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORT_DEFAULT = 8080
EMULATOR_OFFSET = 4566 - PORT_DEFAULT  # LocalStack's port, where developers look for it
PAYMENTS_OFFSET = 12111 - PORT_DEFAULT  # stripe-mock's port
OPENSEARCH_OFFSET = 9200 - PORT_DEFAULT  # OpenSearch's own port, where there is one

EMBEDDED, OPENSEARCH = "embedded", "opensearch"  # what may answer searches

REGION = "eu-central-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
ADMIN_USERNAME = "admin@haat.example"
ADMIN_PASSWORD = "Open-Air-Market-1"
WEBHOOK_SECRET = "whsec_local_haat"
PAYMENTS_API_KEY = "sk_test_local_haat"


@dataclass(frozen=True, slots=True)
class Layout:
    """One stack. Everything it writes is in `home`. `search`: EMBEDDED or OPENSEARCH."""

    port: int
    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)  # of the platform, by name in lower case
    search: str = EMBEDDED

    @property
    def emulator_port(self) -> int:
        return self.port + EMULATOR_OFFSET

    @property
    def payments_port(self) -> int:
        return self.port + PAYMENTS_OFFSET

    @property
    def opensearch_port(self) -> int:
        return self.port + OPENSEARCH_OFFSET

    @property
    def engine(self) -> dict[str, str]:
        """Settings of the platform that choose the search engine."""
        if self.search == EMBEDDED:
            return {}
        endpoint = f"http://127.0.0.1:{self.opensearch_port}"
        return {"search_engine": self.search, "opensearch_endpoint": endpoint}

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoint_url(self) -> str:
        return f"http://127.0.0.1:{self.emulator_port}"

    @property
    def payments(self) -> str:
        return f"http://127.0.0.1:{self.payments_port}"

    @property
    def stack_file(self) -> Path:
        return self.home / "stack.json"

    @property
    def scratch(self) -> Path:
        """What the emulator writes; it goes when the stack does."""
        return self.home / "emulator"

    def log(self, name: str) -> Path:
        return self.home / "logs" / f"{name}.log"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to talk to the stack's AWS."""
        return CREDENTIALS | {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
        }


def from_environment() -> Layout:
    """The stack of `make run` and its like: PORT= moves it, HAAT_HOME= keeps it elsewhere, SEARCH=opensearch
    lets a server answer searches.

    Raises: SystemExit, which says what SEARCH= may be.
    """
    home = Path(os.environ.get("HAAT_HOME", ROOT / ".haat"))
    search = os.environ.get("SEARCH") or EMBEDDED
    if search not in (EMBEDDED, OPENSEARCH):
        raise SystemExit(f"SEARCH={search}: on a laptop it is {EMBEDDED} or {OPENSEARCH}")
    return Layout(int(os.environ.get("PORT", PORT_DEFAULT)), home, search=search)
