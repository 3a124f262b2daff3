"""Keys of orders."""

from haat.grants import KeySpace

ORDER = KeySpace("ORDER#")  # an order and its events
ORDERS_OF = KeySpace("ORDERS_OF#")  # index: a customer's orders by the time they were placed

ORDER_SORT = "ORDER"
