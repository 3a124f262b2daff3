"""What other services need for reading mails by `participant`."""

from haat.grants import Table
from notifications.keys import MESSAGE

READ = Table(("Query",), MESSAGE)
