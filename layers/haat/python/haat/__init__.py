"""The kernel: what every service needs and what knows no service. Nothing happens at import."""

__version__ = "0.1.0"
