"""Keys of orders."""

from haat.grants import KeySpace

ORDER = KeySpace("ORDER#")  # an order and its events
ORDERS_OF = KeySpace("ORDERS_OF#")  # index: a customer's orders by the time they were placed
GUEST = KeySpace("GUEST#")  # the account that has proved a guest's address

ORDER_SORT = "ORDER"
GUEST_SORT = "ACCOUNT"
