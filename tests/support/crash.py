"""The death of a process, which no handler sees coming."""

from typing import NoReturn


class Killed(BaseException):
    """The process ends here: nothing catches it."""


def die() -> NoReturn:
    raise Killed
