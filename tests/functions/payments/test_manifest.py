"""What the functions of payments and checkout load when they start cold, and what is there for them."""

import json
import os
import re
import subprocess
import sys

import pytest

from checkout.manifest import SERVICE as CHECKOUT
from haat.grants import Secret
from haat.manifest import Function
from infra.cdk.services import ROOT
from payments.domain import PROVIDER_EVENTS
from payments.manifest import RECEIVE_WEBHOOK
from payments.manifest import SERVICE as PAYMENTS

FUNCTIONS = (*PAYMENTS, *CHECKOUT)
STARTED = """
import importlib, json, sys
importlib.import_module("{module}").handler._dependencies  # made by the first invocation
print(json.dumps("stripe" in sys.modules))
"""


def loads_stripe(module: str) -> bool:
    """Whether a fresh interpreter has the provider's SDK after a function's cold start."""
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    program = [sys.executable, "-c", STARTED.format(module=module)]
    answer = subprocess.run(program, env=environment, capture_output=True, check=True)
    return bool(json.loads(answer.stdout))


@pytest.mark.parametrize("declared", FUNCTIONS, ids=lambda declared: str(declared.name))
def test_only_who_has_the_providers_layer_loads_its_sdk(declared: Function) -> None:
    assert "payments" in declared.layers or not loads_stripe(declared.module)


@pytest.mark.parametrize("declared", FUNCTIONS, ids=lambda declared: str(declared.name))
def test_the_layer_and_the_providers_secret_go_together(declared: Function) -> None:
    assert ("payments" in declared.layers) == (Secret("payments") in declared.grants)


def test_the_webhook_can_be_told_that_the_money_is_real() -> None:
    assert "PAYMENTS_LIVE_MODE" in {setting.name for setting in RECEIVE_WEBHOOK.settings}


def test_the_readme_says_which_events_the_provider_has_to_send() -> None:
    named = re.findall(r"`((?:payment_intent|refund|charge)\.[a-z_.]+)`", (ROOT / "README.md").read_text())

    assert tuple(named) == PROVIDER_EVENTS
