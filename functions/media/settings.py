"""Settings of media."""

from haat.settings import Setting

BUCKET = Setting("MEDIA_BUCKET")  # comes with the right to it
