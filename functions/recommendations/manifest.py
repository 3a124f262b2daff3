"""The public surface of recommendations."""

from haat.manifest import Service

SERVICE = Service("recommendations", ())
