"""No secret is in the sources."""

import subprocess

import pytest

from infra.cdk.services import ROOT
from infra.supply.secrets import leaks, rules

# Put together here, so that this file has none itself.
PLANTED = {
    "AWSKeyDetector": "AKIA" + "Q3EGV6XAMPLE7ABC",
    "StripeDetector": "sk_" + "live_" + "a1B2c3D4e5F6a7B8c9D0e1F2",
    "PrivateKeyDetector": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "GitHubTokenDetector": "ghp_" + "a1B2c3D4e5F6a7B8c9D0e1F2a3B4c5D6e7F8",
    "JwtTokenDetector": "eyJ" + "hbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl",
    "SlackDetector": "xoxb-" + "123456789012-abcdefABCDEF",
}


def tracked() -> list[str]:
    """The files that are in the repository, or would be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in said.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_of_the_repository_has_a_secret_in_it() -> None:
    names = tracked()
    assert len(names) > 500
    found = [
        f"{name}:{leak.line} {leak.kind}"
        for name in names
        for leak in leaks((ROOT / name).read_text(errors="replace"))
    ]
    assert found == []


@pytest.mark.parametrize("kind", PLANTED)
def test_a_secret_is_seen_wherever_it_stands(kind: str) -> None:
    (leak,) = [one for one in leaks(f'first = 1\nkey = "{PLANTED[kind]}"\n') if one.kind == kind]
    assert leak.line == 2


def test_the_rules_are_those_of_the_library() -> None:
    assert len(rules()) > 15
