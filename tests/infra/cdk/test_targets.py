"""What the two targets share, and what the emulator is spared."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from haat.manifest import Function
from infra.cdk.services import discover, functions_of
from tests.infra.cdk.conftest import ROOT, WITHOUT_NETWORK, offline
from tests.support.templates import Templates

# A template with one of these fails on the emulator as a whole.
REFUSED = (
    "AWS::Events::Archive",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::Logs::QueryDefinition",
    "AWS::WAFv2",
    "AWS::SecretsManager::RotationSchedule",
    "AWS::CloudFormation::CustomResource",
    "Custom::",
)
# What the tools of the laptop's stack read.
OUTPUTS = {
    "AdminClientId",
    "AdminPoolId",
    "ApiId",
    "BusName",
    "CheckoutMachineArn",
    "KeysBucket",
    "MediaBucket",
    "PaymentsSecretName",
    "SearchBucket",
    "SingleWriters",
    "StartupFunctions",
    "TableName",
    "TokenIssuer",
}


def test_every_function_of_a_manifest_is_there_once(templates: Templates) -> None:
    handlers = [one.properties["Handler"] for one in templates.all("AWS::Lambda::Function")]
    ours = [one for one in handlers if one not in ("index.handler", "gateway_problems.handler")]
    assert sorted(ours) == sorted(f"{one.module}.handler" for one in functions_of(discover(), Function))


def test_a_function_has_the_memory_and_the_time_it_asks_for(templates: Templates) -> None:
    for declared in functions_of(discover(), Function):
        properties = templates.function(f"haat-test-{declared.name}").properties
        assert (properties["MemorySize"], properties["Timeout"]) == (declared.memory_mb, declared.timeout_s)
        assert (properties["Runtime"], properties["Architectures"]) == ("python3.13", ["arm64"])


def test_on_aws_a_function_has_the_kernel_and_the_layers_it_asks_for(aws_templates: Templates) -> None:
    for declared in functions_of(discover(), Function):
        function = aws_templates.function(f"haat-test-{declared.name}")
        layers = [
            aws_templates.to(function, one).properties["LayerName"] for one in function.properties["Layers"]
        ]
        named = [layer.rpartition("-")[2] for layer in layers]
        assert named == list(dict.fromkeys(["haat", "runtime", *declared.layers]))


def test_on_aws_every_function_is_traced_and_logs_to_a_group_of_its_own(aws_templates: Templates) -> None:
    for declared in functions_of(discover(), Function):
        function = aws_templates.function(f"haat-test-{declared.name}")
        assert function.properties["TracingConfig"] == {"Mode": "Active"}
        group = aws_templates.to(function, function.properties["LoggingConfig"]["LogGroup"])
        assert group.properties["LogGroupName"] == f"/aws/lambda/haat-test-{declared.name}"


def test_the_emulator_is_spared_what_it_refuses_and_what_slows_it_down(local_templates: Templates) -> None:
    assert [one.kind for one in local_templates.all() if one.kind.startswith(REFUSED)] == []
    assert local_templates.all("AWS::Lambda::LayerVersion") == []


def test_the_tools_of_the_laptop_find_what_they_need(local_templates: Templates) -> None:
    outputs = [name for stack in local_templates.stacks.values() for name in stack.get("Outputs", {})]
    assert set(outputs) >= OUTPUTS


def test_no_stack_comes_near_the_limit_of_cloudformation(templates: Templates) -> None:
    assert max(len(stack["Resources"]) for stack in templates.stacks.values()) < 450


def test_a_deployment_to_the_laptop_has_few_stacks_to_wait_for(local_templates: Templates) -> None:
    assert len(local_templates.stacks) <= 7


def test_health_carries_the_document_of_this_deployment(templates: Templates) -> None:
    listed = [json.loads(path.read_text())["files"] for path in templates.folder.glob("*.assets.json")]
    files = [one for stack in listed for one in stack.values()]
    (folder,) = [Path(one["source"]["path"]) for one in files if one.get("displayName") == "health"]
    document = json.loads((templates.folder / folder / "health" / "openapi.json").read_text())
    assert "/api/health" in document["paths"]


def test_the_kernel_travels_in_a_services_asset_on_a_laptop_only(syntheses: dict[str, Templates]) -> None:
    for target, carried in (("aws", False), ("local", True)):
        for path in syntheses[target].folder.glob("*.assets.json"):
            for one in json.loads(path.read_text())["files"].values():
                if one.get("displayName") == "orders":
                    assert (Path(one["source"]["path"]) / "haat").exists() is carried


@pytest.mark.parametrize(
    "script", ["require('net').connect(9)", "require('dns').lookup('localhost', () => {})"]
)
def test_a_synthesis_whose_node_used_the_network_would_fail(script: str) -> None:
    ended = ran("node", "-e", script)
    assert ended.returncode != 0
    assert "may not use the network" in ended.stderr


def test_a_synthesis_whose_python_used_the_network_would_fail() -> None:
    script = WITHOUT_NETWORK.partition("runpy.run_module")[0] + "socket.create_connection(('localhost', 9))"
    ended = ran(sys.executable, "-c", script)
    assert "may not use the network" in ended.stderr


def test_a_synthesis_without_a_stage_says_what_to_give_it(tmp_path: Path) -> None:
    ended = ran(sys.executable, "-c", WITHOUT_NETWORK, CDK_OUTDIR=str(tmp_path))
    assert ended.returncode != 0
    assert "say -c stage=" in ended.stderr


def ran(*command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=ROOT, env=offline(environment), capture_output=True, text=True, check=False
    )
