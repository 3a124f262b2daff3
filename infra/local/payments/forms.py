"""Form encoding as the API takes it: `metadata[order]=o_1&expand[]=latest_charge`."""

from urllib.parse import parse_qsl

Node = str | list["Node"] | dict[str, "Node"]

# The parameters whose bracketed children are a list; everywhere else they are keys.
LISTS = frozenset({"expand", "allowed_payment_method_types", "types"})
MAX_FIELDS = 1000


def decode(encoded: str) -> dict[str, Node]:
    """The parameters as nested objects and lists of strings. ValueError for text that is no form."""
    root: dict[str, Node] = {}
    for key, value in parse_qsl(encoded, keep_blank_values=True, max_num_fields=MAX_FIELDS):
        name, *children = key.replace("]", "").split("[")
        if not children:
            root[name] = value
        elif name in LISTS:
            _items(root, name).append(value)
        else:
            _put(root, [name, *children], value)
    return root


def _items(root: dict[str, Node], name: str) -> list[Node]:
    items = root.get(name)
    if not isinstance(items, list):
        items = root[name] = []
    return items


def _put(root: dict[str, Node], path: list[str], value: str) -> None:
    node = root
    for step in path[:-1]:
        child = node.get(step)
        if not isinstance(child, dict):
            child = node[step] = {}
        node = child
    node[path[-1]] = value
