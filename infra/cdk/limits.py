"""Operations that may be asked for less often than others: what is guessed at, is dear, or takes stock.

They are limits of the edge and of the gateway, which know addresses and routes; what one customer or one
account may do is limited in the functions.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """One group of operations. `per_address`: requests of one address in five minutes, to all of them;
    `share`: of the stage's requests in a second, to each, whoever asks."""

    name: str
    operations: tuple[str, ...]
    per_address: int
    share: float

    @property
    def routes(self) -> list[tuple[str, str]]:
        """Method and path of each operation."""
        return [(method, path) for method, path in (one.split() for one in self.operations)]


LIMITS = (
    Limit(
        "login",
        ("POST /api/users/login", "POST /api/users/login/second-factor", "POST /api/users/refresh-token"),
        per_address=100,
        share=0.1,
    ),
    Limit("register", ("POST /api/users/register",), per_address=30, share=0.02),
    Limit(
        "proof",
        (
            "POST /api/users/verify-email",
            "POST /api/users/verify-email/resend",
            "POST /api/users/forgot-password",
            "POST /api/users/reset-password",
            "POST /api/users/email",
            "POST /api/users/email/confirm",
            "POST /api/users/email/refuse",
        ),
        per_address=30,
        share=0.02,
    ),
    Limit("search", ("GET /api/search", "GET /api/products/search"), per_address=600, share=0.4),
    Limit("checkout", ("POST /api/orders",), per_address=60, share=0.2),
)
