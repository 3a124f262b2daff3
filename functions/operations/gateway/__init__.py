"""Queues, as SQS has them."""

from operations.gateway.letters import LetterBox

__all__ = ["LetterBox"]
