"""Make the list of passwords that nobody may choose, from a list of the most common ones, in that order.

    python -m infra.local.common_passwords list.txt

The list in the repository is made of the million most common of Mark Burnett's ten million passwords (public
domain), as OWASP's SecLists has them (MIT): `10-million-password-list-top-1000000.txt` of its common
credentials. Of each only the beginning of a hash is kept: nobody has to read them, and all are of one length.
"""

import argparse
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from identity.common_passwords import FILE, digest
from identity.domain.passwords import LENGTH_MIN, folded

ENTRIES = 50_000


def refused(lines: Iterable[str]) -> Iterator[str]:
    """What is long enough to be chosen at all, without regard to case, once each."""
    long_enough = (word for word in map(folded, lines) if len(word) >= LENGTH_MIN)
    return islice(dict.fromkeys(long_enough), ENTRIES)


def packed(lines: Iterable[str]) -> bytes:
    """The hashes of what is refused, in order."""
    return b"".join(sorted({digest(word) for word in refused(lines)}))


def main() -> None:
    """Write the list."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("list", type=Path)
    text = arguments.parse_args().list.read_text(encoding="utf-8", errors="replace")
    data = packed(text.splitlines())
    FILE.write_bytes(data)
    print(f"{len(data)} bytes in {FILE}")


if __name__ == "__main__":
    main()
