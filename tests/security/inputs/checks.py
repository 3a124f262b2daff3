"""What we ask of an answer beside Schemathesis' own checks.

Of its checks `unsupported_method` is left out: it wants 405, and an HTTP API answers 404 for a method that
no route has, which cannot be changed there. `positive_data_acceptance` lets statuses through with which rules
of business refuse what is well-formed (a coupon that ended, a stale cursor); in its place an answer must not
say of a request that fits the document that its form is wrong.
"""

import json
import re
import time
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import schemathesis
import urllib3

SLOW_S = 1.0
LOOKS = 3  # a cold start is slow once, and so is a busy moment; an input that makes us slow is so each time
# A machine that has no time for us is known by a request that takes 20 ms of it otherwise.
IDLE, IDLE_SLOW_S, IDLE_WAIT_S = "/api/health", 0.25, 30.0
UNREAD = ("malformed_json", "unsupported_media_type")
OF_FORM = re.compile(r"Expected `|Missing\.$|Unknown ")  # a rule of business says it in other words
SETTINGS = {
    "unsupported_method": {"enabled": False},
    "positive_data_acceptance": {
        "expected-statuses": ["2xx", "3xx", "400", "401", "403", "404", "409", "412", "422", "429", "5xx"]
    },
}
seen_slow: Counter[str] = Counter()
"""How often an operation was slow, and not so when asked again."""
seen_starved: Counter[str] = Counter()
"""How often an operation was slow each time, and so was a request that does next to nothing."""


@schemathesis.check
def an_answer_comes_within_a_second(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """Cold starts of the emulator are told from slowness by asking again, and a busy machine by asking for
    something else."""
    del ctx
    looks = [response.elapsed]
    while looks[-1] > SLOW_S and len(looks) < LOOKS:
        looks.append(case.call().elapsed)
    if looks[-1] <= SLOW_S:
        seen_slow[case.operation.label] += len(looks) > 1
    elif _is_starved(response):
        seen_starved[case.operation.label] += 1
    else:
        raise AssertionError(f"slow each time: {looks} s")


def _is_starved(response: schemathesis.Response) -> bool:
    parts = urlsplit(str(response.request.url))
    began_s = time.monotonic()
    urllib3.request("GET", f"http://{parts.netloc}{IDLE}", timeout=IDLE_WAIT_S)
    return time.monotonic() - began_s > IDLE_SLOW_S


@schemathesis.check
def a_request_that_fits_the_document_is_not_called_malformed(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """Who follows the document must not be told that the form of a field is wrong."""
    del ctx
    fits = case.meta is not None and case.meta.generation.mode.is_positive
    if fits and _is_about_form(response):
        raise AssertionError(f"refused though it fits: {response.content.decode(errors='replace')[:600]}")


def _is_about_form(response: schemathesis.Response) -> bool:
    if not response.headers.get("content-type", [""])[0].startswith("application/problem+json"):
        return False
    problem = json.loads(response.content)
    return problem["code"] in UNREAD or any(OF_FORM.match(one["detail"]) for one in problem.get("errors", ()))
