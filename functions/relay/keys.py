"""Where events are: the key spaces of every aggregate that has some."""

from haat.grants import KeySpace

AGGREGATES = (
    KeySpace("ANONYMISED#"),
    KeySpace("AUDIT#"),
    KeySpace("AVAILABILITY#"),
    KeySpace("BEHAVIOUR#"),
    KeySpace("CATEGORY#"),
    KeySpace("COUPON#"),
    KeySpace("FANOUT#"),
    KeySpace("IMPORT#"),
    KeySpace("INVOICE#"),
    KeySpace("ORDER#"),
    KeySpace("ORDER_MAILS#"),
    KeySpace("PAYMENT#"),
    KeySpace("PERSONAL_EXPORT#"),
    KeySpace("POPULARITY#"),
    KeySpace("PRODUCT#"),
    KeySpace("RATING#"),
    KeySpace("REPAIR#"),
    KeySpace("RESET#"),
    KeySpace("RETURN#"),
    KeySpace("SKU#"),
    KeySpace("UNMATCHED#"),
    KeySpace("USER#"),
    KeySpace("WISH#"),
)
"""Relay reads events here that the stream did not bring. Accounts with their passwords are elsewhere."""
