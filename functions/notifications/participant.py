"""How notifications take part in the story of an order: which mails it had."""

from notifications.store import Mail, MessageStore, State

__all__ = ["Mail", "MessageStore", "State"]
