"""Where the keys of links and cursors are: a secret of Secrets Manager."""

from botocore.exceptions import BotoCoreError, ClientError

from haat import observability
from haat.clients import client
from haat.settings import CURSORS_SECRET_NAME
from haat.table.meter import meter


def read() -> str:
    """The text of the secret as it is now. One call; a failure is counted, as known keys hide it a while."""
    meter.count("secretsmanager.GetSecretValue")
    try:
        answer = client("secretsmanager").get_secret_value(SecretId=CURSORS_SECRET_NAME.text())
    except (BotoCoreError, ClientError):
        observability.count("LinkKeysUnread")
        raise
    return str(answer["SecretString"])
