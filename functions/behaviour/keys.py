"""Keys of behaviour."""

from haat.grants import KeySpace

GATE = KeySpace("BEHAVIOUR_GATE#")  # what one address may still tell today
BEHAVIOUR = KeySpace("BEHAVIOUR#")  # the events of one request

GATE_SORT = "GATE"
