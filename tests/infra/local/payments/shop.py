"""A shop that pays through the provider and takes its webhooks."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import stripe

SECRET = "whsec_shop"
PATIENCE_S = 10.0

Connect = Callable[..., stripe.StripeClient]
Pay = Callable[[str], stripe.PaymentIntent]


@dataclass
class Shop:
    """Records what its webhook receives; answers with `statuses`, and with 200 when they are used up."""

    url: str = ""
    received: list[tuple[bytes, str]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def take(self, body: bytes, signature: str) -> int:
        with self.changed:
            self.received.append((body, signature))
            self.changed.notify_all()
            return self.statuses.pop(0) if self.statuses else 200

    def events(self, count: int) -> list[stripe.Event]:
        """The first `count` events, verified, once they are here; AssertionError if they do not come."""
        end = time.monotonic() + PATIENCE_S
        with self.changed:
            enough = self.changed.wait_for(lambda: len(self.received) >= count, end - time.monotonic())
            assert enough, f"{len(self.received)} of {count} webhooks came"
            return [stripe.Webhook.construct_event(body, sig, SECRET) for body, sig in self.received[:count]]

    def types(self, count: int) -> list[str]:
        return [event.type for event in self.events(count)]


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # a burst of webhooks waits its turn instead of being refused


@contextmanager
def running_shop() -> Iterator[Shop]:
    """A shop on a free port of loopback."""
    shop = Shop()

    class Webhook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(shop.take(body, self.headers["Stripe-Signature"]))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Silence."""

    server = _Server(("127.0.0.1", 0), Webhook)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    shop.url = f"http://127.0.0.1:{server.server_port}/webhook?from=provider"
    yield shop
    server.shutdown()
    thread.join()
    server.server_close()
