"""What a cold start of each function loads: third parties that are heavy only where they are used."""

import json
import os
import subprocess
import sys

import pytest

from identity.manifest import SERVICE

HEAVY = {"argon2", "bcrypt", "cryptography", "jwt", "boto3", "aws_xray_sdk"}
ALLOWED = {
    "identity.api.register": {"argon2"},
    "identity.api.login": {"argon2"},
    "identity.api.begin_second_factor": {"argon2"},
    "identity.api.renew_recovery_codes": {"argon2"},
    "identity.api.disable_second_factor": {"argon2"},
    "identity.api.ask_email_change": {"argon2"},
    "identity.api.close_account": {"argon2"},
    "identity.api.begin_link": {"argon2"},
    "identity.api.finish_link": {"argon2"},
    "identity.api.unlink": {"argon2"},
    "identity.api.reset_password": {"argon2"},
    "identity.api.change_password": {"argon2"},
    "identity.tasks.publish_keys": {"bcrypt", "cryptography"},  # the latter imports the former where it is
}


def loaded(module: str) -> set[str]:
    """The third parties in a fresh interpreter after importing one module."""
    program = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    answer = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    return HEAVY & set(json.loads(answer.stdout))


@pytest.mark.parametrize("module", [function.module for function in SERVICE])
def test_a_function_loads_no_heavy_third_party_that_it_does_not_use(module: str) -> None:
    assert loaded(module) == ALLOWED.get(module, set())


def test_what_a_function_may_load_is_in_its_layers() -> None:
    for function in SERVICE:
        assert ("identity" in function.layers) or function.module not in ALLOWED
