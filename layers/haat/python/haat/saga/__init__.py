"""State machines: the wrapper of their tasks, and the end of a wait for a task token."""

from haat.saga.task import task

__all__ = ["task"]
