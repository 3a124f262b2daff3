"""Payment methods: made from a card's or an account's data, or from one of the ready-made names."""

from msgspec import UNSET

from infra.local.payments import cards, instruments
from infra.local.payments.asks.common import Retrieve
from infra.local.payments.asks.intents import MethodChoice
from infra.local.payments.asks.methods import BankData, CardData, CreateMethod, MethodData
from infra.local.payments.errors import ApiError, invalid, missing
from infra.local.payments.instruments import Decline, Instrument
from infra.local.payments.ledger import new_id
from infra.local.payments.resources.intents import ErrorDetail
from infra.local.payments.resources.methods import Card, PaymentMethod, UsBankAccount
from infra.local.payments.work import Work

EXPIRY_YEARS_AHEAD = 8
SECONDS_PER_YEAR = 31_557_600


def create(work: Work, ask: CreateMethod) -> PaymentMethod:
    """POST /v1/payment_methods"""
    return _from_data(work, ask)


def retrieve(work: Work, method_id: str, ask: Retrieve) -> PaymentMethod:
    """GET /v1/payment_methods/{id}"""
    del ask
    method = work.ledger.methods.get(method_id) or _ready_made(work, method_id)
    if method is None:
        raise missing("PaymentMethod", method_id, param="payment_method")
    return method


def chosen(work: Work, choice: MethodChoice) -> PaymentMethod | None:
    """The method that a request names or describes; None if it does neither."""
    if choice.payment_method is not UNSET and choice.payment_method_data is not UNSET:
        message = "You may only specify one of these parameters: payment_method, payment_method_data."
        raise invalid(message, code="parameters_exclusive", param="payment_method_data")
    if choice.payment_method_data is not UNSET:
        return _from_data(work, choice.payment_method_data)
    if choice.payment_method is UNSET:
        return None
    method = work.ledger.methods.get(choice.payment_method) or _ready_made(work, choice.payment_method)
    if method is None:
        raise missing("PaymentMethod", choice.payment_method, param="payment_method", status=400)
    return method


def _ready_made(work: Work, name: str) -> PaymentMethod | None:
    instrument = cards.BY_NAME.get(name)
    if instrument is None:
        return None
    if instrument.type == "us_bank_account":
        return _bank_account(work, instrument, MethodData(type="us_bank_account"))
    year = 1970 + work.clock.now() // SECONDS_PER_YEAR + EXPIRY_YEARS_AHEAD
    data = CardData(number=instrument.number, exp_month=8, exp_year=year)
    return _card(work, instrument, data, MethodData(type="card"))


def _from_data(work: Work, data: MethodData | CreateMethod) -> PaymentMethod:
    if data.type == "card" and data.card is not UNSET:
        return _card(work, _known_card(data.card), data.card, data)
    if data.type == "us_bank_account" and data.us_bank_account is not UNSET:
        return _bank_account(work, _known_account(data.us_bank_account), data)
    raise invalid(f"Missing required param: {data.type}.", code="parameter_missing", param=data.type)


def _known_card(data: CardData) -> Instrument:
    number = data.number.replace(" ", "")
    if not cards.is_plausible(number):
        raise _unusable(instruments.WRONG_NUMBER)
    instrument = cards.BY_NUMBER.get(number)
    if instrument is None:
        raise _unusable(instruments.LIVE_CARD)
    return instrument


def _known_account(data: BankData) -> Instrument:
    instrument = cards.BY_NUMBER.get(data.account_number)
    if instrument is None or instrument.type != "us_bank_account":
        raise invalid("You must use a test bank account number.", code="account_number_invalid")
    return instrument


def _unusable(decline: Decline) -> ApiError:
    detail = ErrorDetail(
        type="card_error", code=decline.code, decline_code=decline.decline_code, message=decline.message
    )
    return ApiError(402, detail, executed=False)


def _card(
    work: Work, instrument: Instrument, data: CardData, about: MethodData | CreateMethod
) -> PaymentMethod:
    card = Card(
        brand=instrument.brand,
        exp_month=data.exp_month,
        exp_year=data.exp_year,
        funding=instrument.funding,
        last4=instrument.number[-4:],
    )
    return _kept(work, instrument, about, card)


def _bank_account(work: Work, instrument: Instrument, about: MethodData | CreateMethod) -> PaymentMethod:
    return _kept(work, instrument, about, UsBankAccount(last4=instrument.number[-4:]))


def _kept(
    work: Work, instrument: Instrument, about: MethodData | CreateMethod, means: Card | UsBankAccount
) -> PaymentMethod:
    method = PaymentMethod(
        id=new_id("pm"),
        billing_details=about.billing_details,
        card=means if isinstance(means, Card) else UNSET,
        us_bank_account=means if isinstance(means, UsBankAccount) else UNSET,
        created=work.clock.now(),
        metadata=about.metadata,
        type=instrument.type,
    )
    work.ledger.instruments[method.id] = instrument
    return work.ledger.methods.add(method)
