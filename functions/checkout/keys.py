"""Keys of checkout, which has nothing of its own but events: of repairs, and of money without a payment."""

from haat.grants import KeySpace

REPAIR = KeySpace("REPAIR#")  # what was repaired of one payment
UNMATCHED = KeySpace("UNMATCHED#")  # money at the provider that belongs to no payment, by intent
