"""What no log may say: tokens, e-mail addresses, card numbers. Standard library only.

Every line that the kernel writes goes through here, the texts of exceptions included: whoever raises one need
not think of what a client has put into it.
"""

import re

from haat.cards import without_card_numbers

TOKEN, EMAIL, CARD = "[token]", "[e-mail]", "[card]"
_TOKENS = re.compile(
    r"\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?"  # a JWT, signed or not
    r"|(?<=[Bb]earer )[^\s\"'<>()\\,]+"
    r"|(?<=\bBasic )[A-Za-z0-9+/]{8,}=*"
    r"|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bGOCSPX-[\w-]+"  # of AWS, and of a provider of sign-ins
    r"|\b[rsw]k_(?:live|test)_\w+|\bwhsec_\w+|\bpi_\w+_secret_\w+"  # the provider's
    r"|(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])"  # ours: 256 bits
)
_EMAILS = re.compile(
    r"[^\s\"'<>()\[\]:;,\\@=/]+(?:@|%40)"  # %40: as in an address of the web
    r"[^\s\"'<>()\[\]:;,\\@=/]+\.[^\s\"'<>()\[\]:;,\\@=/.]+"
)


def scrubbed(text: str) -> str:
    """The text with words in the place of secrets and addresses."""
    return without_card_numbers(_EMAILS.sub(EMAIL, _TOKENS.sub(TOKEN, text)), CARD)
