"""`python -m infra.local.payments --port N --webhook-url URL --webhook-secret whsec_... [--state-dir DIR]`

Prints `{"port": N}` when it answers; port 0 takes a free one. SIGTERM and Ctrl-C stop it cleanly.
"""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

from infra.local.payments.provider import new_state, serving


def main() -> int:
    """0 after a clean stop, 1 if the port is taken."""
    options = _options()
    try:
        asyncio.run(_serve(options))
    except OSError as error:
        print(f"The payment provider cannot listen on port {options.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


async def _serve(options: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    state = new_state(options.webhook_url, options.webhook_secret)
    state.webhooks.settings.enabled_events = options.webhook_events
    async with serving(state, port=options.port, state_dir=options.state_dir) as port:
        print(json.dumps({"port": port}), flush=True)
        await stop.wait()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m infra.local.payments", description="The local payment provider"
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--webhook-url", help="where events are posted; without it they stay here")
    parser.add_argument("--webhook-secret", default="whsec_local", help="signs them")
    parser.add_argument("--webhook-events", nargs="+", default=["*"], help="types, as patterns; * for all")
    parser.add_argument("--state-dir", type=Path, help="keeps the payments over a restart")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
