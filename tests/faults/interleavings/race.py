"""What a race is: a scenario whose people act at the same time, in an order that a seed chooses.

    @race
    def two_buy_the_last_unit(world: World) -> Race:
        world.stock("bowl", 1)
        people = [world.customer(name) for name in ("ada", "bob")]
        orders = []
        yield [lambda buyer=buyer: orders.append(buyer.buy({"bowl": 1})) for buyer in people]
        assert sum(order.is_placed for order in orders) == 1

The deeds after `yield` are done by an actor each; one more is AWS, which delivers events and webhooks and
goes on with executions meanwhile. Then everything comes to rest, and what follows is asserted for every order
of things, as the invariants are.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from tests.faults.campaign.case import Case, Result, cpu_s
from tests.faults.invariants.audit import Audit
from tests.faults.turns import Deed, Turns
from tests.faults.world import StillBusy, World

RACES_FROM = 2_000_000
MEANWHILE_S = 20  # that pass for AWS while people act

Race = Generator[Sequence[Deed], None, None]


@dataclass(frozen=True)
class Racing:
    """One race by the name of its function."""

    name: str
    play: Callable[[World], Race]


RACES: dict[str, Racing] = {}


def race(play: Callable[[World], Race]) -> Callable[[World], Race]:
    """Register a race."""
    RACES[play.__name__] = Racing(play.__name__, play)
    return play


def play_race(number: int) -> Result:
    """Play the race of this number: it says which race, and in which order things happen."""
    races = list(RACES.values())
    racing, began_s = races[number % len(races)], cpu_s()
    found, steps = _played(racing, number)
    case = Case(number, f"{racing.name} in the order of seed {number}", (), number)
    return Result(case, tuple(found), (f"{steps} calls",), cpu_s() - began_s)


def _played(racing: Racing, seed: int) -> tuple[list[str], int]:
    with World(seed=seed) as world:
        audit, play = Audit(world), racing.play(world)
        try:
            deeds = next(play)
            Turns(world, seed).take(*deeds, lambda: world.advance(MEANWHILE_S))
            world.run_until_quiet()
            found = [str(violation) for violation in audit.at_rest()]
            next(play, None)
        except (AssertionError, StillBusy) as wrong:
            found = [*(str(violation) for violation in audit.at_rest()), f"{type(wrong).__name__}: {wrong}"]
        return found, len(world.calls.made)
