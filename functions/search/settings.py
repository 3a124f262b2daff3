"""Settings of search."""

from haat.settings import Setting

BUCKET = Setting("SEARCH_BUCKET")  # of the embedded index; comes with the right to it
ENGINE = Setting("SEARCH_ENGINE", "embedded")
REFRESH_S = Setting("SEARCH_REFRESH_S", "5")  # how old the index that answers may be
