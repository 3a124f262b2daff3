"""Who orders: a customer, whose address the account knows, or a guest, who names one."""

from dataclasses import dataclass

from cart import participant as carts
from haat.errors import FieldError, InvalidInput, Unauthorized
from haat.guests import guest_id
from haat.http.call import Customer, Guest, Principal
from haat.mail_address import email_errors


@dataclass(frozen=True, slots=True)
class Orderer:
    """Whose order it becomes, where its mail goes, and whose cart it takes."""

    id: str
    email: str
    cart: carts.Holder


def orderer(caller: Principal, email: str | None) -> Orderer | InvalidInput | Unauthorized:
    """Who orders, or what is wrong with the address that came with the order."""
    match caller:
        case Customer(id=customer_id, email=own):
            refused = _refused("A customer orders with the account's address.") if email is not None else None
            return refused or Orderer(customer_id, own, carts.customer(customer_id))
        case Guest(token_hash=known):
            if email is None:
                return _refused("Missing: a guest orders with an address.")
            errors = email_errors(email)
            return InvalidInput(errors) if errors else Orderer(guest_id(email), email, carts.guest(known))
        case _:
            return Unauthorized()


def _refused(why: str) -> InvalidInput:
    return InvalidInput((FieldError("/email", why),))
