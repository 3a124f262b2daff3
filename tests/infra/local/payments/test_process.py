"""The provider as a process of its own."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import stripe

ROOT = Path(__file__).parents[4]
PATIENCE_S = 20


@contextmanager
def _running(*options: str) -> Iterator[tuple[stripe.StripeClient, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "infra.local.payments", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            port = json.loads(process.stdout.readline())["port"]
            transport = stripe.RequestsClient(timeout=PATIENCE_S)
            address = f"http://127.0.0.1:{port}"
            yield (
                stripe.StripeClient("sk_test_shop", base_addresses={"api": address}, http_client=transport),
                process,
            )
            transport.close()  # type: ignore[no-untyped-call]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_S)


def test_it_says_its_port_answers_and_stops_when_told() -> None:
    with _running("--port", "0") as (api, process):
        assert api.v1.payment_intents.list().data == []
        process.send_signal(signal.SIGTERM)

        assert process.wait(PATIENCE_S) == 0


def test_a_port_in_use_is_an_error_that_names_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "infra.local.payments", "--port", port]
        ended = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )

    assert ended.returncode == 1
    assert port in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_state_directory_keeps_payments_and_keys_over_a_restart(tmp_path: Path) -> None:
    order: stripe.params.PaymentIntentCreateParams = {"amount": 1999, "currency": "eur"}
    options = ("--state-dir", str(tmp_path / "payments"))
    with _running(*options) as (api, _):
        made = api.v1.payment_intents.create(order, {"idempotency_key": "order:1"})
        paid = {"payment_method": "pm_card_pendingRefund", "return_url": "http://127.0.0.1"}
        api.v1.payment_intents.confirm(made.id, paid)  # type: ignore[arg-type]

    with _running(*options) as (api, _):
        assert api.v1.payment_intents.create(order, {"idempotency_key": "order:1"}).id == made.id
        assert api.v1.payment_intents.retrieve(made.id).status == "succeeded"
        assert len(api.v1.events.list().data) == 3
        assert api.v1.refunds.create({"payment_intent": made.id}).status == "pending"


@pytest.mark.parametrize("wrong", [["--port", "many"], ["--colour", "red"]])
def test_options_that_do_not_exist_are_refused(wrong: list[str]) -> None:
    command = [sys.executable, "-m", "infra.local.payments", *wrong]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=PATIENCE_S, check=False)

    assert ended.returncode == 2
