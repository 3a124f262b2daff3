"""The state machines as deployed: the files, with their tasks' functions put in."""

import json
import re

from haat.manifest import Task
from infra.cdk.services import discover, functions_of
from infra.cdk.stacks.workflow import machines, substitution
from tests.support.templates import Resource, Templates, statements_of

TASKS = list(functions_of(discover(), Task))


def machine_of(templates: Templates, name: str) -> Resource:
    found = templates.all("AWS::StepFunctions::StateMachine")
    return next(one for one in found if one.properties["StateMachineName"] == f"haat-test-{name}")


def test_every_file_is_a_machine_and_every_machine_a_file(templates: Templates) -> None:
    names = {one.properties["StateMachineName"] for one in templates.all("AWS::StepFunctions::StateMachine")}
    assert names == {f"haat-test-{name}" for name in machines()}


def test_a_machine_uses_all_its_tasks_and_no_others(templates: Templates) -> None:
    for name in machines():
        machine = machine_of(templates, name)
        named = set(re.findall(r"\$\{(\w+)\}", machine.properties["DefinitionString"]))
        assert named == {substitution(task.module) for task in TASKS if task.machine == name}
        assert set(machine.properties["DefinitionSubstitutions"]) == named


def test_a_substitution_is_the_function_of_the_task_it_is_named_after(templates: Templates) -> None:
    for task in TASKS:
        machine = machine_of(templates, task.machine)
        reference = machine.properties["DefinitionSubstitutions"][substitution(task.module)]
        assert templates.to(machine, reference).properties["Handler"] == f"{task.module}.handler"


def test_a_machine_may_invoke_its_tasks_and_nothing_else(templates: Templates) -> None:
    for name in machines():
        machine = machine_of(templates, name)
        role = templates.to(machine, machine.properties["RoleArn"])
        (invoking,) = [one for one in statements_of(role) if "lambda:InvokeFunction" in one["Action"]]
        handlers = {templates.to(role, one).properties["Handler"] for one in invoking["Resource"]}
        assert handlers == {f"{task.module}.handler" for task in TASKS if task.machine == name}


def test_the_emulator_gets_numbers_where_a_timeout_is_computed(local_templates: Templates) -> None:
    for machine in local_templates.all("AWS::StepFunctions::StateMachine"):
        states = json.loads(machine.properties["DefinitionString"])["States"].values()
        timeouts = [state["TimeoutSeconds"] for state in states if "TimeoutSeconds" in state]
        assert timeouts
        assert all(isinstance(timeout, int) for timeout in timeouts)


def test_on_aws_the_hold_of_the_order_is_the_timeout(aws_templates: Templates) -> None:
    definition = json.loads(machine_of(aws_templates, "checkout").properties["DefinitionString"])
    assert definition["States"]["AwaitPayment"]["TimeoutSeconds"].endswith("hold_s %}")
    assert definition["QueryLanguage"] == "JSONata"


def test_on_aws_a_machine_is_traced_and_logs_its_errors(aws_templates: Templates) -> None:
    for machine in aws_templates.all("AWS::StepFunctions::StateMachine"):
        assert machine.properties["StateMachineType"] == "STANDARD"
        assert machine.properties["TracingConfiguration"] == {"Enabled": True}
        assert machine.properties["LoggingConfiguration"]["Level"] == "ERROR"
