"""Cold starts: CPU of importing an endpoint's module and making its first client, against bare boto3.

Each is measured in fresh interpreters, as many at once as there are cores, and the minimum of ten counts: the
figure least disturbed by whatever else the machine does.
"""

import os
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from haat.manifest import Endpoint
from infra.cdk.services import discover
from infra.local.layout import CREDENTIALS, REGION

RUNS = 10
_CPU_MS = "import time; {work}; print(time.process_time() * 1000)"
_BARE = _CPU_MS.format(work="import boto3; boto3.client('dynamodb')")
_ENDPOINT = _CPU_MS.format(
    work="import {module}; from haat.table import connection; connection.shared().connection.client"
)


def measure() -> dict[str, float]:
    """Ratios over all endpoints: median and worst."""
    endpoints = [function for service in discover() for function in service if isinstance(function, Endpoint)]
    modules = [endpoint.module for endpoint in endpoints]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        bare_ms, *took_ms = pool.map(_cpu_ms, (_BARE, *(_ENDPOINT.format(module=one) for one in modules)))
    ratios = {module: each_ms / bare_ms for module, each_ms in zip(modules, took_ms, strict=True)}
    for module, ratio in sorted(ratios.items(), key=lambda pair: pair[1])[-6:]:
        print(f"    {ratio:6.2f}     {module}")
    return {
        "cold_start_bare_boto3_cpu_ms": round(bare_ms, 1),
        "cold_start_ratio_median": round(statistics.median(ratios.values()), 2),
        "cold_start_ratio_max": round(max(ratios.values()), 2),
    }


def _cpu_ms(code: str) -> float:
    environment = {**os.environ, **CREDENTIALS, "AWS_DEFAULT_REGION": REGION, "TABLE_NAME": "t"}
    command = [sys.executable, "-c", code]
    runs = (subprocess.run(command, env=environment, capture_output=True, check=True) for _ in range(RUNS))
    return min(float(run.stdout) for run in runs)
