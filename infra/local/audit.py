"""`make audit`: whether everything adds up, on the running stack or with STAGE= on AWS; exits 1 if not.

The very code of the scheduled function `auditor.tasks.audit_table`, with the caller's rights: scanning the
table and reading the secret of the payment provider. The search index is compared with its sources as well,
which on AWS `search.tasks.heal_index` does every six hours (I15).
"""

import json
import os
import sys
import time
from collections.abc import Mapping

from auditor import provider
from auditor.domain import INVARIANTS, Moment, Report, examine
from auditor.looking import confirmed
from auditor.store import AuditStore
from haat import clock
from infra.cdk.stages import DEFAULT_REGION
from infra.local import reindex, stack
from infra.local.layout import Layout, from_environment

QUIET_S = 60  # what changed within the last minute may be under way


def on_stack(layout: Layout) -> Mapping[str, str]:
    """The settings of the running stack."""
    facts = json.loads(layout.stack_file.read_text())
    return layout.environment | {
        "TABLE_NAME": facts["table"],
        "PAYMENTS_API_BASE": layout.payments,
        "PAYMENTS_SECRET_NAME": facts["outputs"]["PaymentsSecretName"],
    }


def on_aws(stage: str) -> Mapping[str, str]:
    """The settings of a stage on AWS, reached with the caller's credentials."""
    region = os.environ.get("AWS_REGION", DEFAULT_REGION)
    return {
        "AWS_DEFAULT_REGION": region,
        "TABLE_NAME": f"haat-{stage}",
        "PAYMENTS_SECRET_NAME": f"haat-{stage}/payments",
    }


def look() -> Report:
    """Audit the table that the environment names."""
    now_s = clock.now_s()
    moment = Moment(quiet=True, before=clock.iso(now_s - QUIET_S), now=clock.iso(now_s))
    return examine(AuditStore().items(), provider.ledger(), moment)


def show(report: Report) -> None:
    """Print what was looked at and what was found."""
    print("looked at " + ", ".join(f"{count} {what}" for what, count in report.looked_at.items()))
    for invariant, count in report.by_invariant().items():
        print(f"  {invariant:4} {count:5}  {INVARIANTS[invariant]}")
    for violation in report.violations:
        print(violation)


def main() -> int:
    """Run the command."""
    layout, stage = from_environment(), os.environ.get("STAGE")
    if not stage and not stack.running(layout):
        print("make audit: nothing runs here: `make up` first, or STAGE=dev for one on AWS.", file=sys.stderr)
        return 1
    os.environ.update(on_aws(stage) if stage else on_stack(layout))
    began_s = time.monotonic()
    report = confirmed(look)
    show(report)
    os.environ.update(reindex.settings(stage or reindex.LOCAL_STAGE))
    print(f"  {'I15':4} search index = its sources, for every product")
    differing = reindex.check()
    print(f"{len(report.violations)} violations, in {time.monotonic() - began_s:.1f} s")
    if report.violations:
        print("Look at what is named above first; `GET /api/orders/{id}` shows an order.", file=sys.stderr)
    if differing:
        print("`make reindex` puts the search index right.", file=sys.stderr)
    return 1 if report.violations or differing else 0


if __name__ == "__main__":
    sys.exit(main())
