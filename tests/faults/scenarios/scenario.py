"""What a scenario is: some people doing something in a world, in about ten lines.

    @scenario
    def an_order_is_paid(world: World) -> Play:
        world.stock("bowl", 10)
        ada = world.customer()
        order = ada.buy({"bowl": 2})
        world.advance(2)
        ada.pay(order)
        yield
        assert world.status(order) == "confirmed"

At the `yield` everything comes to rest. What follows is asserted where no fault struck; the invariants are
checked always. People whose request was refused go home: under faults an order may not be there.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from tests.faults.calls import Call, Fault
from tests.faults.invariants.audit import Audit
from tests.faults.invariants.raw import Violation
from tests.faults.world import StillBusy, World

Play = Generator[None, None, None]


@dataclass(frozen=True)
class Scenario:
    """One scenario by the name of its function."""

    name: str
    play: Callable[[World], Play]
    learning: Sequence[str] = ()  # modules beyond those that orders need


@dataclass(frozen=True)
class Run:
    """What one run of a scenario came to."""

    calls: tuple[Call, ...]
    struck: tuple[tuple[Call, Fault], ...]
    violations: tuple[Violation, ...]


SCENARIOS: dict[str, Scenario] = {}


def scenario(play: Callable[[World], Play]) -> Callable[[World], Play]:
    """Register a scenario."""
    return scenario_of()(play)


def scenario_of(*learning: str) -> Callable[[Callable[[World], Play]], Callable[[World], Play]]:
    """Register a scenario in whose world some modules of tests.faults.world.LEARNING are as well."""

    def register(play: Callable[[World], Play]) -> Callable[[World], Play]:
        SCENARIOS[play.__name__] = Scenario(play.__name__, play, learning)
        return play

    return register


def run(played: Scenario, *, seed: int = 1, faults: Sequence[Fault] = ()) -> Run:
    """Play a scenario in a new world, let it come to rest, and check everything."""
    with World(seed=seed, faults=faults, learning=played.learning) as world:
        audit = Audit(world)
        play = played.play(world)
        try:
            next(play)
            world.run_until_quiet()
            violations = audit.at_rest()
            if not world.calls.struck:
                assert next(play, "the end") == "the end", "a scenario has one yield"
        except StillBusy as busy:
            violations = [*audit.at_rest(), Violation("I5", played.name, "an end", str(busy))]
        finally:
            play.close()
        return Run(tuple(world.calls.made), tuple(world.calls.struck), tuple(violations))
