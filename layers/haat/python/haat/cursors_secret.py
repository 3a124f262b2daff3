"""Where the keys of links and cursors are: a secret of Secrets Manager."""

from haat.clients import client
from haat.settings import CURSORS_SECRET_NAME
from haat.table.meter import meter


def read() -> str:
    """The text of the secret as it is now. One call."""
    meter.count("secretsmanager.GetSecretValue")
    answer = client("secretsmanager").get_secret_value(SecretId=CURSORS_SECRET_NAME.text())
    return str(answer["SecretString"])
