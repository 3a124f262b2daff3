"""Behaviour goes through the gate of its address, one request after the other."""

from behaviour.domain import BehaviourLimited, Told
from behaviour.store import GateStore
from haat import clock

ATTEMPTS = 4  # many may come from one address at once; who meets three others waits


class Recorder:
    """Takes what is new of what is told."""

    def __init__(self, gates: GateStore | None = None) -> None:
        self._gates = gates or GateStore()

    def record(self, address: str, told: Told) -> int | BehaviourLimited:
        """How many events were new and are kept now. A read and a write, again if somebody came between."""
        for _ in range(ATTEMPTS):
            gate = self._gates.find(address)
            new = told.without(gate.recent)
            if not new.count:
                return 0
            after = gate.admit(new, at_ms=clock.now_ms())
            if isinstance(after, BehaviourLimited):
                return after
            if not self._gates.pass_through(address, after, new):
                return new.count
        return BehaviourLimited()
