"""The public surface of pricing: none. It travels with the services whose prices it makes."""

from haat.manifest import Service

SERVICE = Service("pricing", ())
