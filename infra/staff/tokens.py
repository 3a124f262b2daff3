"""Access tokens of staff that are out: Cognito cannot take them back, so the platform is told."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from haat.http import staff_sessions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class StaffTokens:
    """The tokens of one stage. `table`: the name of its table."""

    dynamodb: "DynamoDBClient"
    table: str

    def end(self, email: str) -> None:
        """Every function refuses what was issued to them until now, within a minute."""
        self.dynamodb.put_item(TableName=self.table, Item=staff_sessions.ended(email))
