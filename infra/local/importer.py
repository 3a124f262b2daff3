"""`make import FILE=…`: products from a file into the running shop, by the API that everybody uses.

NDJSON, CSV, either packed by gzip, or a file of Icecat's open catalogue. DRY=1 only says what would become
of it; NEW=1 lets the file bring categories that nobody has made; STOCK=5 are the first units of SKUs for
which it says none. What is wrong is written beside the logs.
"""

import argparse
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import urllib3
from tqdm import tqdm

from infra.local import client, shopfront, stack
from infra.local.client import Client
from infra.local.layout import Layout, from_environment
from infra.local.shop import icecat_file

CREATED, ACCEPTED, OK = 201, 202, 200
BUSY = (429, 500, 502, 503, 504)
POLL_S = 0.5
PATIENCE_S = 60.0
TRANSFER_TIMEOUT_S = 3600.0
FORMATS = ("ndjson", "csv", "icecat")
RUNNING, FINISHED = "running", "finished"


class Importer:
    """Imports files as an admin would."""

    def __init__(self, layout: Layout) -> None:
        self._shop = Client(layout.api)
        self._token = shopfront.admin_token(layout)

    def run(self, file: Path, wish: dict[str, object]) -> dict[str, Any]:
        """Upload the file and follow its import to the end, with progress bars; how it is then."""
        job = self._post("/api/admin/imports", wish, CREATED)
        upload(file, job["upload"]["url"])
        job = self._post(f"/api/admin/imports/{job['id']}/start", None, ACCEPTED)
        with tqdm(total=job["bytes_total"], desc="importing", unit="B", unit_scale=True) as bar:
            while job["state"] == RUNNING:
                time.sleep(POLL_S)
                job = self._look(job)
                bar.update(job["bytes_read"] - bar.n)
                bar.set_postfix(job["counts"])
        return job

    def _look(self, job: dict[str, Any]) -> dict[str, Any]:
        """How it is now; as it was, while the shop is too busy to say."""
        answer = self._shop.send("GET", f"/api/admin/imports/{job['id']}", token=self._token)
        found: dict[str, Any] = job if answer.status in BUSY else answer.expect(OK).json
        return found

    def _post(self, path: str, body: object, status: int) -> dict[str, Any]:
        """What comes of a request, which is repeated while the shop is too busy. Raises: Unexpected."""
        key = {"Idempotency-Key": secrets.token_hex(16)}
        until_s = time.monotonic() + PATIENCE_S
        while True:
            answer = self._shop.send("POST", path, body, token=self._token, headers=key)
            if answer.status not in BUSY or time.monotonic() > until_s:
                made: dict[str, Any] = answer.expect(status).json
                return made
            time.sleep(POLL_S)


def upload(file: Path, url: str) -> None:
    """PUT a file to an address, as it is read. Raises: Unexpected."""
    size = file.stat().st_size
    with file.open("rb") as content:
        answer = urllib3.request(
            "PUT", url, body=content, headers={"Content-Length": str(size)}, timeout=TRANSFER_TIMEOUT_S,
            retries=False,
        )  # fmt: skip
    client.Response(answer.status, {}, answer.data).expect(OK)


def summary(job: dict[str, Any]) -> str:
    """What came of an import, in one line."""
    counts = ", ".join(f"{count} {what}" for what, count in job["counts"].items())
    dry = " (a dry run: nothing was changed)" if job["dry_run"] else ""
    stocked = f"; {job['skus_stocked']} SKUs get their first units"
    return f"{job['state']}: {counts}, of {job['lines_read']} lines{stocked}{dry}"


def save_report(job: dict[str, Any], folder: Path) -> Path | None:
    """Fetch what was wrong, if anything was."""
    if not job["report"]:
        return None
    answer = urllib3.request("GET", job["report"]["url"], timeout=TRANSFER_TIMEOUT_S)
    path = folder / f"{job['id']}.ndjson"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(client.Response(answer.status, {}, answer.data).expect(OK).content)
    return path


@contextmanager
def as_products(file: Path, of: str, layout: Layout, limit: int | None) -> Iterator[tuple[Path, str]]:
    """The file in a format that the API takes: `limit` products of Icecat's are translated, line by line."""
    if of != "icecat":
        yield file, of
        return
    translated = layout.home / "tmp" / "icecat.ndjson"
    try:
        yield icecat_file.translate(file, translated, limit), "ndjson"
    finally:
        translated.unlink(missing_ok=True)


def format_of(file: Path) -> str:
    """What a file looks like by its name, or by its first line."""
    if ".csv" in file.suffixes:
        return "csv"
    return "icecat" if icecat_file.is_one(file) else "ndjson"


def bring_in(
    layout: Layout,
    file: Path,
    of: str,
    *,
    limit: int | None = None,
    dry_run: bool = False,
    new_categories: bool = False,
    quantity: int | None = None,
) -> dict[str, Any]:
    """Import a file of any format; of one of Icecat's, `limit` products. Raises: Unexpected, OSError."""
    with as_products(file, of, layout, limit) as (products, given):
        wish = {
            "format": given, "dry_run": dry_run, "new_categories": new_categories, "quantity": quantity
        }  # fmt: skip
        return Importer(layout).run(products, wish)


def main() -> int:
    """Run the command."""
    arguments = argparse.ArgumentParser(prog="make import", description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--format", choices=FORMATS)
    arguments.add_argument("--dry-run", action="store_true")
    arguments.add_argument("--new-categories", action="store_true")
    arguments.add_argument("--stock", type=int)
    given = arguments.parse_args()
    layout = from_environment()
    if stack.running(layout) is None:
        print(
            "make import: no stack is running here; start one with `make up` or `make run`.", file=sys.stderr
        )
        return 1
    try:
        of = given.format or format_of(given.file)
        new = given.new_categories or of == "icecat"  # whose categories are ours, by a table
        job = bring_in(
            layout, given.file, of, dry_run=given.dry_run, new_categories=new, quantity=given.stock
        )
        return _tell(job, save_report(job, layout.home / "logs"))
    except (OSError, client.Unexpected) as error:
        print(f"make import: {error}", file=sys.stderr)
        return 1


def _tell(job: dict[str, Any], report: Path | None) -> int:
    print(summary(job))
    if job["failure"]:
        print(f"make import: {job['failure']}", file=sys.stderr)
    if report:
        print(f"make import: what was wrong, line by line, is in {report}", file=sys.stderr)
    return 0 if job["state"] == FINISHED and not report else 1


if __name__ == "__main__":
    sys.exit(main())
