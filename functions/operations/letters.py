"""Dead letters as staff deal with them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from haat.errors import NotFound
from operations.domain import Letter, LettersNotMovable
from operations.gateway import LetterBox

AT_ONCE = 8  # queues asked at the same time


@dataclass(frozen=True, slots=True)
class Pile:
    """The letters of one function. `oldest_at` is of the first few that were looked at."""

    queue: str
    messages: int
    oldest_at: str | None
    can_be_redriven: bool


@dataclass(frozen=True, slots=True)
class Redriven:
    """What a request moved, and about how many letters are left for the next one."""

    queue: str
    moved: int
    left: int


class Letters:
    """Lists, shows and hands back."""

    def __init__(self, box: LetterBox | None = None) -> None:
        self._box = box or LetterBox()

    def piles(self) -> list[Pile]:
        """All queues. One call for each, eight at once, and another one for those that are not empty."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(self._pile, self._box.names))

    def look(self, name: str) -> list[Letter] | NotFound:
        """Some letters of one queue."""
        return self._box.look(name) if name in self._box.names else NotFound()

    def refusal(self, name: str) -> NotFound | LettersNotMovable | None:
        """Why the letters of a queue are not handed back."""
        if name not in self._box.names:
            return NotFound()
        return None if self._box.is_movable(name) else LettersNotMovable()

    def count(self, name: str) -> int:
        """About how many letters a queue has."""
        return self._box.count(name)

    def redrive(self, name: str) -> Redriven:
        """Hand letters of one queue back, 200 at most. What comes twice by that is applied once."""
        moved = self._box.hand_back(name)
        return Redriven(name, moved, self._box.count(name))

    def _pile(self, name: str) -> Pile:
        messages = self._box.count(name)
        oldest = self._box.look(name)[:1] if messages else []
        return Pile(name, messages, oldest[0].sent_at if oldest else None, self._box.is_movable(name))
