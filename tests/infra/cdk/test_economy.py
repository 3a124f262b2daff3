"""A stage of economy: what costs most while nobody comes is not there, and what must ring rings."""

from collections import Counter

import pytest

from haat.manifest import Function
from infra.cdk.services import discover, functions_of
from tests.infra.cdk.conftest import synthesized
from tests.support.templates import Templates


@pytest.fixture(scope="module")
def economy(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return synthesized(tmp_path_factory, target="aws", stage="test", economy="true")


def test_there_is_no_firewall_no_dashboard_and_no_key_but_those_that_sign_and_seal(
    economy: Templates,
) -> None:
    kinds = Counter(resource.kind for resource in economy.all())
    assert kinds["AWS::WAFv2::WebACL"] == kinds["AWS::CloudWatch::Dashboard"] == 0
    uses = [key.properties.get("KeyUsage") for key in economy.all("AWS::KMS::Key")]
    assert sorted(map(str, uses)) == ["None", "SIGN_VERIFY"]  # what seals, and what signs
    assert "SSESpecification" not in economy.one("AWS::DynamoDB::Table").properties


def test_what_would_lose_money_or_stock_in_silence_rings(economy: Templates) -> None:
    ringing = Counter(alarm.properties["MetricName"] for alarm in economy.all("AWS::CloudWatch::Alarm"))
    vital = Counter(metric for declared in functions_of(discover(), Function) for metric in declared.alarms)
    machines = len(economy.all("AWS::StepFunctions::StateMachine"))
    assert ringing == vital + Counter(ExecutionsFailed=machines, ExecutionsTimedOut=machines)


def test_every_function_still_reads_the_table(economy: Templates, aws_templates: Templates) -> None:
    def without_keys(templates: Templates, name: str) -> set[str]:
        statements = templates.statements(templates.function(name))
        actions = {action for statement in statements for action in statement["Action"]}
        return {action for action in actions if action not in ("kms:Decrypt", "kms:Encrypt")}

    for declared in functions_of(discover(), Function):
        name = f"haat-test-{declared.name}"
        assert without_keys(economy, name) == without_keys(aws_templates, name)
