"""HTTP: from an API Gateway event to a validated call, and from a value to an answer."""

from haat.http.answer import Answer, Binary
from haat.http.call import Call, Customer, Guest, LinkHolder, Staff
from haat.http.endpoint import endpoint

__all__ = ["Answer", "Binary", "Call", "Customer", "Guest", "LinkHolder", "Staff", "endpoint"]
