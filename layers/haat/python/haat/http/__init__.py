"""HTTP: from an API Gateway event to a validated call, and from a value to an answer."""

from haat.http.answer import Answer, Binary
from haat.http.call import Admin, Call, Customer, Guest, LinkHolder, Partner
from haat.http.endpoint import endpoint

__all__ = ["Admin", "Answer", "Binary", "Call", "Customer", "Guest", "LinkHolder", "Partner", "endpoint"]
