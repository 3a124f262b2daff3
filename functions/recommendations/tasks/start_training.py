"""Each night → the state machine `recommend`, under the hour as its name."""

from haat import clock
from haat.events.scheduled import scheduled
from haat.observability import Invocation
from haat.saga.machine import Machine
from recommendations import manifest


class TrainingMachine(Machine):
    """The machine `recommend`."""

    def __init__(self) -> None:
        super().__init__(manifest.MACHINE)


@scheduled(manifest.START_TRAINING)
def handler(run: Invocation, machine: TrainingMachine) -> None:
    """Start it; a second start within the hour finds it started."""
    del run
    name = clock.now()[:13]
    machine.start(name, {"run": name, "at_s": clock.now_s()})
