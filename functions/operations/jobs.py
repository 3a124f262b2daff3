"""Long work, as Step Functions tells of it, which remembers it for 90 days."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, cast

from haat.saga.machine import Machine


class Kind(StrEnum):
    """What a job does; each is a state machine in statemachines/."""

    IMPORT = "import"
    EXPORT = "export"
    TRAINING = "recommend"


Outcome = Literal["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]
"""Where a job stands, in Step Functions' words."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run. Its name begins with the id of the import or export, which has an endpoint of its own."""

    kind: Kind
    name: str
    status: Outcome
    started_at: str
    stopped_at: str | None


class Jobs:
    """Lists jobs."""

    def latest(self, kind: Kind | None, status: Outcome | None, limit: int) -> list[Job]:
        """The last to begin first. One call for each kind."""
        kinds = [kind] if kind else list(Kind)
        found = [job for one in kinds for job in _of(one, status, limit)]
        return sorted(found, key=lambda job: job.started_at, reverse=True)[:limit]


def _of(kind: Kind, status: Outcome | None, limit: int) -> list[Job]:
    runs = Machine(kind.value).runs(limit, status)
    return [Job(kind, run.name, cast(Outcome, run.status), run.started_at, run.stopped_at) for run in runs]
