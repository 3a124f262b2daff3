"""Keys of figures."""

from haat.grants import KeySpace

FIGURES = KeySpace("FIGURES#")  # a row for each day and currency, in order of days
LOW_STOCK = KeySpace("LOW_STOCK#")  # what was told last of a SKU that was low once
LOW_NOW = KeySpace("LOW_NOW#")  # index: SKUs that are low, in their order

DAYS = "days"  # one partition: the whole shop's rows of a year are 100 KB for each currency
LOW_SORT = "LOW"
ALL = "all"  # one partition of the index: a SKU comes or goes when it falls or rises, not when it is sold


def day_sort(day: str, currency: str) -> str:
    """The place of a day's row: "2026-11-26#EUR"."""
    return f"{day}#{currency}"
