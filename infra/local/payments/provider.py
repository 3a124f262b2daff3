"""The provider as a server on loopback, in this process or in one of its own."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.payments import snapshot
from infra.local.payments.app import Application
from infra.local.payments.client import ControlClient
from infra.local.payments.clock import Clock
from infra.local.payments.state import State
from infra.local.payments.webhooks import Webhooks, WebhookSettings
from infra.local.payments.wire import serve_connection

HOST = "127.0.0.1"
PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Provider:
    """A running provider: its address, and what it knows, to read. To change it use `control`."""

    url: str
    state: State

    @property
    def control(self) -> ControlClient:
        return ControlClient(self.url)


def new_state(webhook_url: str | None, webhook_secret: str) -> State:
    clock = Clock()
    return State(clock, Webhooks(WebhookSettings(url=webhook_url, secret=webhook_secret), clock))


@asynccontextmanager
async def serving(state: State, *, port: int = 0, state_dir: Path | None = None) -> AsyncIterator[int]:
    """Serve `state` on loopback; the port (0 asks for a free one). OSError if the port is taken."""
    if state_dir:
        snapshot.restore(state, state_dir)
    application = Application(state)
    connections: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(serve_connection(reader, writer, application))
        connections.add(task)
        task.add_done_callback(connections.discard)

    server = await asyncio.start_server(connected, HOST, port)
    bound: int = server.sockets[0].getsockname()[1]
    state.base_url = f"http://{HOST}:{bound}"
    deliveries = asyncio.create_task(state.webhooks.run())
    try:
        yield bound
    finally:
        server.close()
        await _stopped([deliveries, *connections])
        if state_dir:
            snapshot.save(state, state_dir)


@contextmanager
def running_provider(
    *, webhook_url: str | None = None, webhook_secret: str = "whsec_local", port: int = 0
) -> Iterator[Provider]:
    """A provider on a thread of this process, stopped at the end. OSError if the port is taken."""
    state = new_state(webhook_url, webhook_secret)
    server = serving(state, port=port)
    with _event_loop() as run:
        run(server.__aenter__())
        try:
            yield Provider(state.base_url, state)
        finally:
            run(server.__aexit__(None, None, None))


@contextmanager
def _event_loop() -> Iterator[Callable[[Coroutine[Any, Any, Any]], Any]]:
    """A loop on its own thread, as a function that runs a coroutine there and waits for it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="payments", daemon=True)
    thread.start()
    try:
        yield lambda work: asyncio.run_coroutine_threadsafe(work, loop).result(PATIENCE_S)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_S)
        loop.close()


async def _stopped(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
