"""Keys of orders."""

from haat.grants import KeySpace

ORDER = KeySpace("ORDER#")  # an order and its events
ORDERS_OF = KeySpace("ORDERS_OF#")  # index: a customer's orders by the time they were placed
GUEST = KeySpace("GUEST#")  # the account that has proved a guest's address
GUESTS_OF = KeySpace("GUESTS_OF#")  # index: the guests whose address an account has proved, ever
LISTED = KeySpace("ORDERS_LISTED#")  # all orders by the time they were placed
IN_STATUS = KeySpace("ORDERS_IN#")  # index: those of one status
BY_EMAIL = KeySpace("ORDERS_BY_EMAIL#")  # those of one address, which is hashed as in a guest's id
BY_NUMBER = KeySpace("ORDERS_BY_NUMBER#")  # index: the one of a number
MAILS = KeySpace(
    "ORDER_MAILS#"
)  # mails about an order that were sent again, and the events that ask for them
ANONYMISED = KeySpace("ANONYMISED#")  # the event that tells that an order names nobody any more

ALL = "all"

ORDER_SORT = "ORDER"
GUEST_SORT = "ACCOUNT"
MAILS_SORT = "ASKED"
