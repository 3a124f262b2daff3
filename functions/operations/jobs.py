"""Long work, as Step Functions tells of it, which remembers it for 90 days."""

from dataclasses import dataclass
from enum import StrEnum

from haat.saga.machine import Machine


class Kind(StrEnum):
    """What a job does; each is a state machine in statemachines/."""

    IMPORT = "import"
    EXPORT = "export"
    TRAINING = "recommend"


class Status(StrEnum):
    """Where a job stands, in Step Functions' words."""

    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    TIMED_OUT = "TIMED_OUT"
    ABORTED = "ABORTED"


@dataclass(frozen=True, slots=True)
class Job:
    """One run. Its name begins with the id of the import or export, which has an endpoint of its own."""

    kind: Kind
    name: str
    status: Status
    started_at: str
    stopped_at: str | None


class Jobs:
    """Lists jobs."""

    def latest(self, kind: Kind | None, status: Status | None, limit: int) -> list[Job]:
        """The last to begin first. One call for each kind."""
        kinds = [kind] if kind else list(Kind)
        found = [job for one in kinds for job in _of(one, status, limit)]
        return sorted(found, key=lambda job: job.started_at, reverse=True)[:limit]


def _of(kind: Kind, status: Status | None, limit: int) -> list[Job]:
    runs = Machine(kind.value).runs(limit, status.value if status else None)
    return [Job(kind, run.name, Status(run.status), run.started_at, run.stopped_at) for run in runs]
