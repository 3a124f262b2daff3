"""Keys of notifications."""

from haat.grants import KeySpace

MESSAGE = KeySpace("MESSAGE#")  # the mails about one order or account, one of each name; never expiring
ORDER = KeySpace("ORDER#")  # the events of orders, which say what a mail says that is sent again
