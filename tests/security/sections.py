"""What `make security` looks at, section by section, as data: add a line here, and it is looked at.

`tests` are paths that pytest runs, each test one check. `modules` have a function `run() -> Counts` for what
is more than a test: thousands of requests, or a search through everything that was written.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the floor."""

    name: str
    tests: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


SECTIONS = (
    Section(
        "authorization",
        tests=(
            "tests/contracts/authorization",
            "tests/layers/haat/http/test_authorization.py",
            "tests/layers/haat/http/test_cart_holder.py",
            "tests/layers/haat/http/test_order_holder.py",
        ),
        modules=("tests.security.matrix",),
    ),
    Section(
        "jwt",
        tests=(
            "tests/security/jwt",
            "tests/layers/haat/http/test_tokens.py",
            "tests/layers/haat/http/test_revocation.py",
        ),
    ),
    Section(
        "inputs", tests=("tests/layers/haat/http/test_parse.py",), modules=("tests.security.inputs.campaign",)
    ),
    Section("bombs", tests=("tests/security/bombs",)),
    Section("limits", tests=("tests/layers/haat/http/test_limiter.py",)),
    Section("browser", tests=("tests/security/browser", "tests/infra/cdk/test_edge.py")),
    Section(
        "secrets",
        tests=(
            "tests/security/secrets/test_purchase.py",
            "tests/layers/haat/test_cards.py",
            "tests/layers/haat/test_scrubbing.py",
        ),
    ),
    Section(
        "canaries",
        tests=("tests/security/secrets/test_canaries.py", "tests/security/secrets/test_story.py"),
    ),
    # Of the whole stack over HTTP: bombs, races, what functions called, and what is in their logs.
    Section("stack", tests=("tests/e2e",)),
    Section("rights", tests=("tests/contracts/test_used_rights.py",), modules=("tests.security.rights",)),
    Section("infrastructure", tests=("tests/infra/cdk",), modules=("tests.security.nag",)),
    Section("supply chain", tests=("tests/infra/supply", "tests/contracts/test_house_rules.py")),
)
