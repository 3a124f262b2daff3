"""What a caller is known by: whose an idempotency key is, and whose a limit."""

from haat.errors import Problem
from haat.http.call import Customer, Guest, LinkHolder, Principal, Staff
from haat.network import network


def scope(principal: Principal, source_ip: str) -> str:
    """The caller, not the session, so that a new login repeats and does not buy twice."""
    match principal:
        case Customer(id=customer_id):
            return f"customer {customer_id}"
        case Guest(token_hash=token_hash):
            return f"guest {token_hash}"
        case LinkHolder(order_id=order_id):
            return f"order {order_id}"
        case Staff(username=username):
            return f"staff {username}"
        case None:
            return f"address {source_ip}"


def logged(principal: Principal) -> dict[str, str]:
    """What the log says of a caller: a customer or one of staff by id, nothing of anybody else."""
    match principal:
        case Customer(id=name) | Staff(username=name):
            return {"caller": name}
        case _:
            return {}


def limited(principal: Principal | Problem, source_ip: str) -> str:
    """Whose bucket a request is counted in; who shows no valid token is known by where they are."""
    known = None if isinstance(principal, Problem) else principal
    return scope(known, source_ip if known else network(source_ip))
