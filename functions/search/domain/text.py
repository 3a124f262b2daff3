"""How text is read before it is cut into words, in products and in questions alike.

A number and its unit become one word, however they are written: `13.3"`, `13.3 inch` and `13.3-in` are
`13.3in`, `8 GB` is `8gb`. Codes such as `dv7-1211ea` are also found by their letters and digits alone.
"""

import re
import unicodedata

# What a word is, in the regular expressions of Python, Rust and Java: letters and digits, with decimals.
WORD = r"\d+(?:\.\d+)?[\p{L}\p{N}]*|[\p{L}\p{N}]+"
_WORD = re.compile(r"\d+(?:\.\d+)?[^\W_]*|[^\W_]+")

UNITS = {
    "in": ("inches", "inch", "in"),
    "ft": ("feet", "foot", "ft"),
    "m": ("meters", "metres", "meter", "metre", "m"),
    "cm": ("cm",),
    "mm": ("mm",),
    "kg": ("kg",),
    "g": ("grams", "gram", "g"),
    "ml": ("ml",),
    "l": ("liters", "litres", "liter", "litre", "l"),
    "kb": ("kb",),
    "mb": ("megabytes", "megabyte", "mb"),
    "gb": ("gigabytes", "gigabyte", "gb"),
    "tb": ("terabytes", "terabyte", "tb"),
    "hz": ("hz",),
    "mhz": ("mhz",),
    "ghz": ("ghz",),
    "mah": ("mah",),
    "w": ("watts", "watt", "w"),
    "v": ("volts", "volt", "v"),
    "va": ("va",),
    "dpi": ("dpi",),
    "ppm": ("ppm",),
    "pcs": ("pc(s)", "pcs", "pieces", "piece"),
}
# Plurals that no stemmer of English knows.
_SINGULAR = {
    "mice": "mouse",
    "children": "child",
    "men": "man",
    "women": "woman",
    "feet": "foot",
    "teeth": "tooth",
    "knives": "knife",
    "shelves": "shelf",
    "scarves": "scarf",
}
_UNIT_OF = {written: unit for unit, ways in UNITS.items() for written in ways}
_INCH_MARK = "[\"”″]|''"
_WRITTEN = "|".join(re.escape(unit) for unit in sorted(_UNIT_OF, key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?<![\w.,])(\d+(?:\.\d+)?)(?:{_INCH_MARK}|[ \u00a0-]?({_WRITTEN})(?!\w))", re.IGNORECASE
)
_WHOLE = re.compile(r"(?<![\d.])(\d+)\.0+(?=\D|$)(?!\.)")
_PLURAL = re.compile(rf"\b({'|'.join(_SINGULAR)})\b", re.IGNORECASE)
_CODE = re.compile(r"(?<![^\W_])[^\W_]+(?:[-/._][^\W_]+)+(?![^\W_])")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


def normalised(text: str) -> str:
    """The text with each measure as one word, and each plural as a stemmer can read it."""
    measured = _WHOLE.sub(r"\1", _MEASURE.sub(_joined, text))
    return _PLURAL.sub(lambda plural: _SINGULAR[plural[0].lower()], measured)


def codes(text: str) -> list[str]:
    """The letters and digits of every model or part number with a hyphen or the like: `dv71211ea`."""
    found = (re.sub(r"[\W_]", "", code) for code in _CODE.findall(text))
    return [code for code in found if _DIGIT.search(code) and _LETTER.search(code)]


def words(text: str) -> list[str]:
    """The words of a text, folded: lower case, without accents."""
    return _WORD.findall(folded(normalised(text)))


def folded(text: str) -> str:
    """Lower case without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _joined(measure: re.Match[str]) -> str:
    unit = _UNIT_OF[measure[2].lower()] if measure[2] else "in"
    return f"{measure[1]}{unit} "
