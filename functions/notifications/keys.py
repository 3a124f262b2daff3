"""Keys of notifications."""

from haat.grants import KeySpace

MESSAGE = KeySpace("MESSAGE#")  # the mails of one order, one of each kind; never expiring
