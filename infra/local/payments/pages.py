"""The pages on which a person pays: choose a card, authenticate, be the bank. They need no scripts.

`GET /pay/{intent}?client_secret=...&return_url=...`; `next_action` leads to `/3ds/{intent}`. A form's answer
is a redirect to the shop with `payment_intent`, `payment_intent_client_secret` and `redirect_status`, as at
Stripe. A test may post the forms too: with `Accept: application/json` it gets the intent.
"""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from msgspec import UNSET

from infra.local.payments import attempts, forms, intents, lifecycle, render
from infra.local.payments.asks.intents import ConfirmIntent
from infra.local.payments.asks.methods import CardData, MethodData
from infra.local.payments.errors import ApiError
from infra.local.payments.resources.intents import PaymentIntent
from infra.local.payments.state import State
from infra.local.payments.views import Views
from infra.local.payments.wire import Request, Response
from infra.local.payments.work import Work

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # the address holds the client secret
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
}
LAST_YEAR = 2099
REDIRECT_STATUS = {"succeeded": "succeeded", "requires_capture": "succeeded", "processing": "pending"}


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who holds the client secret, in front of an intent."""

    work: Work
    intent: PaymentIntent
    form: dict[str, str]
    wants_json: bool

    @property
    def return_url(self) -> str:
        """The shop's address, if there is one and it is a web address."""
        redirect = self.intent.next_action.redirect_to_url if self.intent.next_action else UNSET
        url = redirect.return_url if redirect is not UNSET else self.form.get("return_url", "")
        return url if urlsplit(url).scheme in ("http", "https") else ""


class Pages:
    def __init__(self, state: State) -> None:
        self._state = state
        self._views = Views()

    def answer(self, request: Request) -> Response:
        """404 for an intent that is not there, or a client secret that is not its own."""
        kind, intent_id = request.path.split("/")[1:3]
        form = _texts(request)
        work = self._state.work(publishable=True)
        try:
            intent = intents.find(work, intent_id)
            intents.check_secret(work, intent, form.get("client_secret", UNSET))
        except ApiError:
            return _html(404, "<!doctype html><title>Not found</title><p>There is no such payment.</p>")
        visit = Visit(work, intent, form, "json" in request.headers.get("accept", ""))
        if request.method == "POST":
            return self._pay(visit) if kind == "pay" else self._authenticate(visit)
        return self._show(visit, status=200, error="")

    def _show(self, visit: Visit, *, status: int, error: str) -> Response:
        """What there is to do for the intent as it stands."""
        intent, return_url = visit.intent, visit.return_url
        match intent.status:
            case "requires_payment_method" | "requires_confirmation":
                return _html(status, self._views.pay(intent, return_url, error))
            case "requires_action":
                return _html(status, self._views.authenticate(intent))
            case "processing":
                return _html(status, self._views.settle(intent, return_url))
            case _:
                return _html(status, self._views.done(intent, return_url))

    def _pay(self, visit: Visit) -> Response:
        try:
            if outcome := visit.form.get("outcome"):
                attempts.settle(visit.work, visit.intent, succeeded=outcome == "succeeded")
            elif visit.form.get("action") != "cancel":
                lifecycle.confirm(visit.work, visit.intent.id, _confirmation(visit))
        except ApiError as refusal:
            return self._refuse(visit, refusal)
        if visit.intent.status == "requires_action":
            return self._show(visit, status=200, error="")
        return self._leave(visit, visit.return_url)

    def _authenticate(self, visit: Visit) -> Response:
        return_url = visit.return_url  # the intent forgets it with its next action
        try:
            attempts.authenticate(visit.work, visit.intent, passed=visit.form.get("outcome") == "succeeded")
        except ApiError as refusal:
            return self._refuse(visit, refusal)
        return self._leave(visit, return_url)

    def _refuse(self, visit: Visit, refusal: ApiError) -> Response:
        """The page again, with what was wrong."""
        if visit.wants_json:
            return _json(refusal.status, render.error_body(refusal, publishable=True))
        return self._show(visit, status=refusal.status, error=refusal.detail.message)

    def _leave(self, visit: Visit, return_url: str) -> Response:
        """Back to the shop, or a last page where nobody said where that is."""
        if visit.wants_json:
            return _json(200, render.body(visit.intent, [], visit.work.ledger.find, publishable=True))
        if not return_url:
            return _html(200, self._views.done(visit.intent, ""))
        query = {
            "payment_intent": visit.intent.id,
            "payment_intent_client_secret": visit.intent.client_secret,
            "redirect_status": REDIRECT_STATUS.get(visit.intent.status, "failed"),
        }
        joint = "&" if "?" in return_url else "?"
        return Response(303, headers={**HEADERS, "Location": return_url + joint + urlencode(query)})


def _texts(request: Request) -> dict[str, str]:
    encoded = request.body.decode() if request.method == "POST" else request.query
    return {name: value for name, value in forms.decode(encoded).items() if isinstance(value, str)}


def _confirmation(visit: Visit) -> ConfirmIntent:
    """A typed number comes before the chosen card."""
    choice = ConfirmIntent(client_secret=visit.intent.client_secret, return_url=visit.return_url or UNSET)
    number = visit.form.get("number", "").strip()
    if number:
        card = CardData(number=number, exp_month=12, exp_year=LAST_YEAR)
        choice.payment_method_data = MethodData(type="card", card=card)
    else:
        choice.payment_method = visit.form.get("payment_method", UNSET)
    return choice


def _html(status: int, page: str) -> Response:
    return Response(status, page.encode(), HEADERS)


def _json(status: int, body: bytes) -> Response:
    return Response(status, body, {"Content-Type": "application/json"})
