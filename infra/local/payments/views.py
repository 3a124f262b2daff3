"""The pages' HTML: templates beside the code, filled with escaped values."""

from html import escape
from pathlib import Path
from string import Template

from infra.local.payments.cards import INSTRUMENTS
from infra.local.payments.currencies import display
from infra.local.payments.resources.intents import PaymentIntent

TEMPLATES = Path(__file__).parent / "templates"


class Views:
    """Each method is one page as a string."""

    def __init__(self) -> None:
        self._templates = {file.stem: Template(file.read_text("utf-8")) for file in TEMPLATES.glob("*.html")}

    def pay(self, intent: PaymentIntent, return_url: str, error: str) -> str:
        """The choice of test cards, with what went wrong last time."""
        texts = {
            "intent_id": intent.id,
            "client_secret": intent.client_secret,
            "return_url": return_url,
            "amount": display(intent.amount, intent.currency),
        }
        body = self._fill("pay", texts, {"choices": self._choices(intent), "error": self._error(error)})
        return self._page("Payment", intent, body)

    def authenticate(self, intent: PaymentIntent) -> str:
        body = self._decision(intent, f"/3ds/{intent.id}", "", yes="Complete", no="Fail")
        return self._page("3-D Secure: is it you?", intent, body)

    def settle(self, intent: PaymentIntent, return_url: str) -> str:
        body = self._decision(
            intent, f"/pay/{intent.id}", return_url, yes="The money arrives", no="The debit fails"
        )
        return self._page("The bank is processing this payment", intent, body)

    def done(self, intent: PaymentIntent, return_url: str) -> str:
        link = (
            f'<a class="button primary" href="{escape(return_url)}">Back to the shop</a>'
            if return_url
            else ""
        )
        return self._page(f"This payment is {intent.status}".replace("_", " "), intent, link)

    def _decision(self, intent: PaymentIntent, action: str, return_url: str, *, yes: str, no: str) -> str:
        secret = intent.client_secret
        texts = {"action": action, "client_secret": secret, "return_url": return_url, "yes": yes, "no": no}
        return self._fill("decide", texts, {})

    def _choices(self, intent: PaymentIntent) -> str:
        offered = [each for each in INSTRUMENTS if each.type in intent.payment_method_types]
        return "".join(
            self._fill(
                "choice",
                {"name": each.names[0], "label": each.label.lower(), "number": each.number},
                {"checked": "" if place else " checked"},
            )
            for place, each in enumerate(offered)
        )

    def _error(self, message: str) -> str:
        return f'<p class="error" role="alert">{escape(message)}</p>' if message else ""

    def _page(self, title: str, intent: PaymentIntent, body: str) -> str:
        amount = display(intent.amount, intent.currency)
        note = f"{intent.description or 'No real money moves here.'} · {intent.id}"
        return self._fill("layout", {"title": title, "amount": amount, "note": note}, {"body": body})

    def _fill(self, name: str, texts: dict[str, str], markup: dict[str, str]) -> str:
        """`texts` go in escaped, `markup` as it is."""
        escaped = {key: escape(text) for key, text in texts.items()}
        return self._templates[name].substitute(escaped | markup)
