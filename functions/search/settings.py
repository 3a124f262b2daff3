"""Settings of search."""

from haat.settings import Setting

BUCKET = Setting("SEARCH_BUCKET")  # of the embedded index; comes with the right to it
ENGINE = Setting("SEARCH_ENGINE", "embedded")
REFRESH_S = Setting("SEARCH_REFRESH_S", "5")  # how old the index that answers may be
OPENSEARCH_ENDPOINT = Setting("OPENSEARCH_ENDPOINT", "")
OPENSEARCH_SIGNED_FOR = Setting(
    "OPENSEARCH_SIGNED_FOR", ""
)  # "es" a domain, "aoss" a collection; "" unsigned
OPENSEARCH_REFRESH = Setting("OPENSEARCH_REFRESH", "false")  # "true": seen at once; else within a second
