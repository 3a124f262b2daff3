"""Keys of the auditor."""

from haat.grants import KeySpace

AUDIT = KeySpace("AUDIT#")  # an audit that failed, by the day it was made; its event is all there is
