"""`make run`: everything, until Ctrl-C."""

import signal
import sys
import threading
import time
from types import FrameType

from infra.local import buyer, client, deployment, processes, shopfront, stack
from infra.local.layout import Layout, from_environment


def main() -> int:
    """Run the command."""
    layout = from_environment()
    ended = threading.Event()
    began_s = time.monotonic()
    signal.signal(signal.SIGTERM, _interrupt)
    made = None
    try:
        made = stack.start(layout, print)
        _open(layout, began_s)
        ended.wait()
    except KeyboardInterrupt:
        print("\nstopping")
    except (
        processes.PortTaken,
        processes.NotReady,
        deployment.DeploymentFailed,
        buyer.GaveUp,
        client.Unexpected,
    ) as error:
        print(f"make run: {error}\nThe logs are in {layout.home / 'logs'}.", file=sys.stderr)
        return 1
    finally:
        if made:
            stack.stop(made)
    return 0


def _open(layout: Layout, began_s: float) -> None:
    shopfront.fill(layout)
    purchase = shopfront.buy(layout)
    print(f"\nA paid order {time.monotonic() - began_s:.0f} s after the start. Bought by:")
    print(f"  customer       {purchase.email} / {purchase.password}")
    shopfront.show(layout)
    print("Ctrl-C stops it all.")


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
