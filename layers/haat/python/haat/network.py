"""Where on the internet somebody is, as far as one can be told from others. Standard library only."""

_GROUPS = 4  # of an IPv6 address: a subscriber has a whole /64


def network(address: str) -> str:
    """An IPv4 address as it is; of an IPv6 address the network of its subscriber."""
    if ":" not in address:
        return address
    import ipaddress  # 4 ms, which few cold starts need

    try:
        return ":".join(ipaddress.IPv6Address(address).exploded.split(":")[:_GROUPS])
    except ValueError:
        return address
