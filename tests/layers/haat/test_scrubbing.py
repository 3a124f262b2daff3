"""No log says a token, an address or a card's number."""

import json

import pytest

from haat import observability
from haat.scrubbing import CARD, EMAIL, TOKEN, scrubbed

# In pieces: a whole token would be taken for a leak.
CLAIMS = "eyJzdWIiOiJ1c3JfMSJ9"
JWT = f"eyJhbGciOiJSUzI1NiJ9.{CLAIMS}.c2lnbmF0dXJl"
SECRETS = {
    JWT: TOKEN,
    f"eyJhbGciOiJub25lIn0.{CLAIMS}.": TOKEN,
    "Bearer opaque-7f3": f"Bearer {TOKEN}",
    "0123456789abcdef" * 4: TOKEN,
    "pi_3Q_secret_9x": TOKEN,
    "sk_live_51H": TOKEN,
    "Basic YWRhOnNlY3JldA==": f"Basic {TOKEN}",
    "AKIA" + "IOSFODNN7EXAMPLE": TOKEN,
    "GOCSPX-" + "8sK_d9-Zq": TOKEN,
    "ada.lovelace%40example.co.uk": EMAIL,
    "ada.lovelace+shop@example.co.uk": EMAIL,
    "ädä@exämple.de": EMAIL,
    "4242 4242 4242 4242": CARD,
}


@pytest.mark.parametrize(("secret", "word"), SECRETS.items())
def test_a_secret_becomes_a_word_wherever_it_stands(secret: str, word: str) -> None:
    for text in ("{}", "refused: {}", '{{"to": "{}"}}', "KeyError('{}')", "<{}>"):
        assert scrubbed(text.format(secret)) == text.format(word)


@pytest.mark.parametrize(
    "text",
    ["ord_01kawzq3n5rv0v7k8t9m2c4x6y", "arn:aws:lambda:eu-central-1:123456789012:function:haat",
     "38720ef1-1b7e-407a-94a5-187f692011f5", "dynamodb.GetItem dynamodb.UpdateItem", "1795340602199"],
)  # fmt: skip
def test_what_is_looked_for_in_logs_stays(text: str) -> None:
    assert scrubbed(text) == text


def test_a_fault_is_logged_with_its_trace_and_without_what_a_client_put_into_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails() -> None:
        with observability.invocation("scrubs", "fail", "req_1") as this:
            this.properties["asked"] = f"for {JWT}"
            raise ValueError(f"no such thing: {' '.join(SECRETS)}")

    with pytest.raises(ValueError, match="no such thing"):
        fails()
    said = capsys.readouterr().out
    assert not [secret for secret in SECRETS if secret in said]
    fault, metrics = map(json.loads, said.splitlines())
    assert "ValueError" in fault["exception"]
    assert metrics["asked"] == f"for {TOKEN}"
