"""What the provider knows of currencies: which it takes, the least it charges, and how to write an amount."""

from infra.local.payments.errors import invalid


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


CODES = _codes("""
    aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf
    chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg
    huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk
    mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub
    rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd
    vuv wst xaf xcd xof xpf yer zar zmw
""")
NO_DECIMALS = _codes("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf")
THREE_DECIMALS = _codes("bhd jod kwd omr tnd")

# https://docs.stripe.com/currencies: the least that can be charged; elsewhere one minor unit will do.
MINIMUM_MINOR = {
    "gbp": 30,
    **dict.fromkeys(_codes("aud brl cad chf eur inr jpy nzd sgd usd"), 50),
    "bgn": 100,
    **dict.fromkeys(_codes("aed myr pln ron"), 200),
    "dkk": 250,
    **dict.fromkeys(_codes("nok sek"), 300),
    "hkd": 400,
    **dict.fromkeys(_codes("mxn thb"), 1000),
    "czk": 1500,
    "huf": 17_500,
}
MAXIMUM_MINOR = 99_999_999


def check(amount_minor: int, currency: str) -> str:
    """The currency in lower case. ApiError 400 if it is none, or the amount is too small or too large."""
    code = currency.lower()
    if code not in CODES:
        raise invalid(f"Invalid currency: {currency}.", param="currency")
    least_minor = MINIMUM_MINOR.get(code, 1)
    if amount_minor < least_minor:
        message = f"Amount must be at least {display(least_minor, code)}."
        raise invalid(message, code="amount_too_small", param="amount")
    if amount_minor > MAXIMUM_MINOR:
        message = f"Amount must be no more than {display(MAXIMUM_MINOR, code)}."
        raise invalid(message, code="amount_too_large", param="amount")
    return code


def display(amount_minor: int, currency: str) -> str:
    """`12.50 EUR`, `1,250 JPY`."""
    decimals = 0 if currency in NO_DECIMALS else 3 if currency in THREE_DECIMALS else 2
    return f"{amount_minor / 10**decimals:,.{decimals}f} {currency.upper()}"
