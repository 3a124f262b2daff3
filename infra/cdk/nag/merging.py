"""All stacks of a stage as one template.

Rules about two resources, a bucket and its policy for instance, look within one stack only.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ENDING = ".template.json"
Template = dict[str, Any]


def templates(folder: Path) -> dict[str, Template]:
    """What a synthesis wrote, by the name of the stack."""
    found = sorted(folder.glob(f"*{ENDING}"))
    return {path.name.removesuffix(ENDING): json.loads(path.read_text()) for path in found}


def merged(stacks: Mapping[str, Template]) -> Template:
    """One template with every resource, whose references across stacks are plain ones."""
    resources = {
        _within(stack, name): _moved(stack, made, stacks)
        for stack, template in stacks.items()
        for name, made in template["Resources"].items()
    }
    return {"Resources": resources}


def _within(stack: str, name: str) -> str:
    """A resource's name in the merged template: "haat-dev-data", "dataTable12" → "HaatDevDataDataTable12"."""
    return "".join(word.title() for word in stack.split("-")) + name[0].upper() + name[1:]


def _moved(stack: str, value: Any, stacks: Mapping[str, Template]) -> Any:
    if isinstance(value, list):
        return [_moved(stack, part, stacks) for part in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"Fn::GetStackOutput": told}:
            output = stacks[told["StackName"]]["Outputs"][told["OutputName"]]
            return _moved(told["StackName"], output["Value"], stacks)
        case {"Ref": str(name)} if not name.startswith("AWS::"):
            return {"Ref": _within(stack, name)}
        case {"Fn::GetAtt": [name, attribute]}:
            return {"Fn::GetAtt": [_within(stack, name), attribute]}
    return {
        key: _awaited(stack, part) if key == "DependsOn" else _moved(stack, part, stacks)
        for key, part in value.items()
    }


def _awaited(stack: str, names: str | list[str]) -> list[str]:
    return [_within(stack, name) for name in ([names] if isinstance(names, str) else names)]
