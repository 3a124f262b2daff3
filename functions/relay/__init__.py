"""Relay: puts every event of the outbox on the bus.

Owns: nothing. It alone may put events, so an event is on the bus only if its change is in the table.
Never: decides, filters or changes what an event says. It delivers at least once: consumers deduplicate.
"""
