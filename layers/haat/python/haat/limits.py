"""How much one caller may ask for, as data beside the declarations of endpoints. Standard library only.

Who a caller is: a customer, who holds a cart token or an order's link, a member of staff; else the client's
address. An endpoint has one limit, and the endpoints of one limit share a caller's bucket.
"""

from dataclasses import dataclass, replace

HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `requests` in any `per_s` seconds, by a bucket that holds `burst` tokens.

    It is filled so slowly that a whole bucket and what flows in meanwhile come to `requests`. An environment
    of a function asks the table once for `batch` requests: it lets through up to `batch` − 1 that no other
    environment knows of.
    """

    name: str
    requests: int
    per_s: int
    burst: int
    batch: int

    @property
    def interval_ms(self) -> int:
        """After how long there is another token."""
        return -(-self.per_s * 1000 // (self.requests - self.burst))

    @property
    def capacity_ms(self) -> int:
        """How long an empty bucket takes to be full."""
        return self.burst * self.interval_ms

    def times(self, factor: int) -> "Limit":
        """As much more, for who stands before a laptop or measures."""
        return replace(self, requests=self.requests * factor, burst=self.burst * factor)


USUAL = Limit("usual", requests=1000, per_s=HOUR_S, burst=250, batch=10)
STAFF = Limit("staff", requests=10_000, per_s=HOUR_S, burst=2500, batch=50)
SEARCH = Limit("search", requests=600, per_s=HOUR_S, burst=100, batch=10)
CHECKOUT = Limit("checkout", requests=60, per_s=HOUR_S, burst=20, batch=5)
SIGN_IN = Limit("sign_in", requests=100, per_s=HOUR_S, burst=30, batch=5)
RESET = Limit("reset", requests=20, per_s=HOUR_S, burst=10, batch=2)
