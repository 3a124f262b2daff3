"""What others say of a review: that it helped them or not, and that somebody should look at it."""

from dataclasses import dataclass, replace
from enum import StrEnum

_MIDDLE = 50_000_000  # so that more votes against than for sort as text does


@dataclass(frozen=True, slots=True)
class Feedback:
    """Votes and reports about one review. `reports` counts those since a person last decided."""

    helpful: int = 0
    unhelpful: int = 0
    reports: int = 0
    version: int = 0

    @property
    def rank(self) -> str:
        """Sorts reviews by what helped most, in eight digits."""
        return f"{_MIDDLE + self.helpful - self.unhelpful:08d}"


class Abuse(StrEnum):
    """What is wrong with a review."""

    SPAM = "spam"
    OFFENSIVE = "offensive"
    OFF_TOPIC = "off_topic"
    FALSE = "false"
    PERSONAL_DATA = "personal_data"
    OTHER = "other"


def vote(feedback: Feedback, before: bool | None, after: bool | None) -> Feedback:  # noqa: FBT001 -- a vote is one
    """The votes when somebody says `after` instead of `before`; None: nothing."""
    return replace(
        feedback,
        helpful=feedback.helpful + (after is True) - (before is True),
        unhelpful=feedback.unhelpful + (after is False) - (before is False),
        version=feedback.version + 1,
    )


def report(feedback: Feedback) -> Feedback:
    """One more report."""
    return replace(feedback, reports=feedback.reports + 1, version=feedback.version + 1)


def refresh(feedback: Feedback, *, reports: int) -> Feedback:
    """The next version of the same votes, with another count of reports."""
    return replace(feedback, reports=reports, version=feedback.version + 1)
