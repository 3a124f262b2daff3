"""Dollars a month for a stage that nobody visits: its synthesized resources, and what its clock starts."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haat.manifest import Schedule
from infra.cdk.nag.stages import PRODUCTION
from infra.cdk.services import ROOT, discover, functions_of
from infra.local import deployment
from infra.local.bench import bill
from infra.local.bench.bill import Line, assumed
from infra.local.layout import Layout

GB, MB_PER_GB, MINUTES_PER_HOUR = 10**9, 1024, 60
RUN_MS = 60.0  # of a scheduled function that finds nothing to do
RUN_LOG_BYTES = 500
RUN_READ_UNITS = 8.0  # the outbox's and the open payments' partitions, one query each
STAGES = {"dev": {"stage": "dev", "economy": "true"}, "prod": PRODUCTION}


@dataclass(frozen=True, slots=True)
class Built:
    """Resources of one stage, by kind."""

    count: Counter[str]
    firewall_rules: int


def measure(layout: Layout) -> dict[str, float]:
    """Synthesize both stages and print their bills."""
    dearest: dict[str, float] = {}
    queue = f"{assumed('sqs_pollers_per_queue')} times at once, {assumed('sqs_poll_s')} s long"
    print(f"    assumed: Lambda polls each queue {queue}; a scheduled run that finds nothing takes")
    print(f"      {RUN_MS:.0f} ms and {RUN_READ_UNITS:.0f} read units")
    for name, context in STAGES.items():
        print(f"    stage {name}" + (", ECONOMY=1" if "economy" in context else ""))
        lines = list(bill_of(_built(synthesized(layout, name, context))))
        bill.show(
            lines, f"a month; {bill.after_free_usd(lines):.2f} after what every account has free for ever"
        )
        dearest[name], dearest[f"{name}_free"] = bill.total_usd(lines), bill.after_free_usd(lines)
    return {
        "idle_usd_per_month": round(dearest["dev"], 2),
        "idle_usd_per_month_after_free": round(dearest["dev_free"], 2),
        "idle_usd_per_month_prod": round(dearest["prod"], 2),
        "idle_usd_per_month_prod_after_free": round(dearest["prod_free"], 2),
    }


def synthesized(layout: Layout, name: str, context: dict[str, str]) -> Path:
    """The folder with the templates of a stage on AWS; neither account nor network is needed."""
    folder = layout.home / f"idle-{name}"
    shutil.rmtree(folder, ignore_errors=True)  # a stack that is gone would be counted still
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(ROOT / root) for root in deployment.SOURCE_ROOTS),
        "CDK_OUTDIR": str(folder),
        "CDK_VALIDATION": "false",
        "CDK_CONTEXT_JSON": json.dumps({"target": "aws", **context}),
    }
    command = [sys.executable, "-m", "infra.cdk.app"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


def _built(folder: Path) -> Built:
    resources: list[dict[str, Any]] = [
        resource
        for path in folder.glob("*.template.json")
        for resource in json.loads(path.read_text()).get("Resources", {}).values()
    ]
    firewalls = [one["Properties"] for one in resources if one["Type"] == "AWS::WAFv2::WebACL"]
    rules = sum(len(firewall["Rules"]) for firewall in firewalls)
    queues = [one for one in resources if one["Type"] == "AWS::Lambda::EventSourceMapping"]
    count = Counter(one["Type"] for one in resources)
    secrets = [one for one in resources if one["Type"] == "AWS::SecretsManager::Secret"]
    count["copied"] = sum(len(one["Properties"].get("ReplicaRegions", ())) for one in secrets)
    count["polled"] = sum("StartingPosition" not in one["Properties"] for one in queues)
    return Built(count, rules)


def bill_of(built: Built) -> Iterator[Line]:
    """What is charged while nothing happens. Not in it: some cents of storage, backups and logs kept."""
    hours = assumed("hours_per_month")
    polls = hours * 3600 / assumed("sqs_poll_s") * assumed("sqs_pollers_per_queue")
    yield Line("WAF: web ACL", built.count["AWS::WAFv2::WebACL"], "waf_acl_month")
    yield Line("WAF: rules", built.firewall_rules, "waf_rule_month")
    yield Line("CloudWatch: alarms", built.count["AWS::CloudWatch::Alarm"], "alarm_month")
    yield Line("CloudWatch: dashboards", built.count["AWS::CloudWatch::Dashboard"], "dashboard_month")
    yield Line("KMS: keys", built.count["AWS::KMS::Key"], "kms_key_month")
    secrets = built.count["AWS::SecretsManager::Secret"] + built.count["copied"]
    yield Line("Secrets Manager: secrets and copies", secrets, "secret_month")
    yield Line("SQS: polls of empty queues", built.count["polled"] * polls, "sqs_request")
    yield from _clockwork(hours * MINUTES_PER_HOUR)


def _clockwork(minutes: float) -> Iterator[Line]:
    schedules = list(functions_of(discover(), Schedule))
    runs = sum(minutes / one.every_minutes for one in schedules)
    gb_seconds = sum(
        minutes / one.every_minutes * RUN_MS / 1000 * one.memory_mb / MB_PER_GB for one in schedules
    )
    log_bytes = RUN_LOG_BYTES + assumed("platform_log_bytes_per_invocation")
    yield Line(f"Lambda: runs of {len(schedules)} schedules", runs, "lambda_request")
    yield Line("Lambda: their GB-seconds", gb_seconds, "lambda_gb_second_arm")
    yield Line("DynamoDB: their read units", runs * RUN_READ_UNITS, "dynamodb_read_unit")
    yield Line("CloudWatch: GB of their logs", runs * log_bytes / GB, "logs_gb")
