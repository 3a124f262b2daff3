"""Keys of figures."""

from haat.grants import KeySpace

FIGURES = KeySpace("FIGURES#")  # a row for each day and currency, in order of days

DAYS = "days"  # one partition: the whole shop's rows of a year are 100 KB for each currency


def day_sort(day: str, currency: str) -> str:
    """The place of a day's row: "2026-11-26#EUR"."""
    return f"{day}#{currency}"
