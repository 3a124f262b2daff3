"""`make down`: stop what `make up` started."""

import sys

from infra.local import stack
from infra.local.layout import from_environment


def main() -> int:
    """Run the command."""
    found = stack.recorded(from_environment())
    if found is None:
        print("nothing is running here")
        return 0
    stack.stop(found)
    print("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
