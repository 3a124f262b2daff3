"""The fault that passes. Standard library only, so that a domain may name its own."""


class Transient(RuntimeError):
    """Something that this needs did not answer, or was busy; whether it worked may be unknown."""
