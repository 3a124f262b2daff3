"""The number of an order, by which people speak of it. Standard library only."""


def number_of(order_id: str) -> str:
    """The random end of an order's id, in groups that can be read out: "H-7K8T-9M2C-4X6Y"."""
    tail = order_id[-12:].upper()
    return f"H-{tail[:4]}-{tail[4:8]}-{tail[8:]}"
