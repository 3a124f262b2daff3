"""What Stripe.js and the customer do in a browser: confirm with the client secret, finish 3-D Secure."""

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Literal

PUBLISHABLE_KEY = "pk_test_browser"


class Browser:
    """A customer in front of a provider at `url`; answers are intents as a browser sees them."""

    def __init__(self, url: str) -> None:
        self._url = url

    def confirm(self, client_secret: str, payment_method: str, return_url: str = "") -> dict[str, Any]:
        """Pay. A decline is the answer's `error`, as in Stripe.js, and no exception."""
        intent = client_secret.partition("_secret_")[0]
        form = {"key": PUBLISHABLE_KEY, "client_secret": client_secret, "payment_method": payment_method}
        if return_url:
            form["return_url"] = return_url
        return self._post(f"{self._url}/v1/payment_intents/{intent}/confirm", form)

    def authenticate(self, intent: dict[str, Any], outcome: Literal["succeeded", "failed"]) -> dict[str, Any]:
        """Go where `next_action` leads and finish there."""
        action = intent["next_action"]
        url = (
            action["redirect_to_url"]["url"]
            if "redirect_to_url" in action
            else action["use_stripe_sdk"]["stripe_js"]
        )
        return self._post(url, {"client_secret": intent["client_secret"], "outcome": outcome})

    def _post(self, url: str, form: dict[str, str]) -> dict[str, Any]:
        data = urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(url, data, {"Accept": "application/json"})
        try:
            with urllib.request.urlopen(request) as response:
                body: dict[str, Any] = json.load(response)
        except urllib.error.HTTPError as refusal:
            with refusal:
                body = json.load(refusal)
        return body
