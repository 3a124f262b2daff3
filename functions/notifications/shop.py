"""The shop in whose name mails are written, and the pages that they link to."""

from dataclasses import dataclass
from urllib.parse import quote

from haat.guests import is_guest
from haat.http import order_link


@dataclass(frozen=True, slots=True)
class Shop:
    """Who writes, and where the shop's pages are.

    Tokens stand behind the `#` of a link: a browser never sends that to any server, so no log has them.
    """

    name: str
    url: str

    def order_page(self, order_id: str, customer_id: str) -> str:
        """The page of an order. Guests come in by its token; customers log in: their mail opens nothing."""
        page = f"{self._root}/orders/{quote(order_id, safe='')}"
        return f"{page}#token={order_link.token_of(order_id)}" if is_guest(customer_id) else page

    def proof_page(self, token: str) -> str:
        """Where a customer who is logged in proves an address."""
        return f"{self._root}/verify-email#token={token}"

    def reset_page(self, token: str) -> str:
        """Where somebody who has forgotten a password sets another one."""
        return f"{self._root}/reset-password#token={token}"

    def forgotten_page(self) -> str:
        """Where somebody has such a mail sent."""
        return f"{self._root}/forgot-password"

    def change_page(self, token: str) -> str:
        """Where a customer confirms that the account gets another address, or anybody refuses it."""
        return f"{self._root}/change-email#token={token}"

    def start_page(self) -> str:
        """Where the shop begins."""
        return f"{self._root}/"

    @property
    def _root(self) -> str:
        return self.url.rstrip("/")
