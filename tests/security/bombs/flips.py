"""One bit of a text changed, and what decoders make of deep or endless tokens."""

import base64
import json
from collections.abc import Iterator


def flips(text: str) -> Iterator[str]:
    """The text with one bit changed, for each bit that it has; what comes out need not be ASCII."""
    raw = text.encode("latin-1")
    for place, byte in enumerate(raw):
        for bit in range(8):
            changed = bytes([*raw[:place], byte ^ 1 << bit, *raw[place + 1 :]])
            yield changed.decode("latin-1")


def part(text: str) -> str:
    """A part of a token."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def bombs_of(token: str) -> dict[str, str]:
    """Tokens whose header or claims break a parser, by what is in them."""
    head, claims, signature = token.split(".")
    deep, wide = "[" * 5000 + "]" * 5000, "9" * 5000
    endless, digits = '{"exp": 1e400}', f'{{"exp": {wide}}}'
    header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))

    def said(name: str, value: str) -> str:
        return part(json.dumps(header | {name: None}).replace("null", value))

    return {
        "a header 5,000 deep": f"{part(deep)}.{claims}.{signature}",
        "claims 5,000 deep": f"{head}.{part(deep)}.{signature}",
        "a kid 5,000 deep": f"{said('kid', deep)}.{claims}.{signature}",
        "a type 5,000 deep": f"{said('typ', deep)}.{claims}.{signature}",
        "a kid of 5,000 digits": f"{said('kid', wide)}.{claims}.{signature}",
        "a kid like infinity": f"{said('kid', '1e400')}.{claims}.{signature}",
        "a kid that is a list": f"{said('kid', '[]')}.{claims}.{signature}",
        "an algorithm that is an object": f"{said('alg', '{}')}.{claims}.{signature}",
        "a critical extension like infinity": f"{said('crit', '[1e400]')}.{claims}.{signature}",
        "claims like infinity": f"{head}.{part(endless)}.{signature}",
        "claims of 5,000 digits": f"{head}.{part(digits)}.{signature}",
        "claims that are a number": f"{head}.{part('1')}.{signature}",
        "a header that is a list": f"{part('[]')}.{claims}.{signature}",
        "a header that is no text": f"________.{claims}.{signature}",
        "a NUL": f"{head}.{claims}.{signature}\x00",
        "letters beyond ASCII": f"{head}.{claims}.ſ{signature[1:]}",
        "a thousand dots": "." * 1000,
        "nothing but dots": "..",
    }
