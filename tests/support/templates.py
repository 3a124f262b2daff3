"""Synthesized templates, and their references followed across stacks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

Template = dict[str, Any]


@dataclass(frozen=True)
class Resource:
    """One resource, and the stack it is in."""

    stack: str
    name: str
    kind: str
    properties: dict[str, Any]
    retained: bool


@dataclass(frozen=True)
class Templates:
    """All stacks of one synthesis."""

    folder: Path

    @cached_property
    def stacks(self) -> dict[str, Template]:
        found = sorted(self.folder.glob("*.template.json"))
        return {path.name.removesuffix(".template.json"): json.loads(path.read_text()) for path in found}

    @cached_property
    def manifest(self) -> dict[str, Any]:
        whole: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text())["artifacts"]
        return whole

    def all(self, kind: str = "") -> list[Resource]:
        """Resources of a kind such as "AWS::SQS::Queue"; of every kind without one."""
        return [resource for resource in self._resources if kind in ("", resource.kind)]

    def one(self, kind: str) -> Resource:
        """The only resource of a kind."""
        (only,) = self.all(kind)
        return only

    def to(self, source: Resource, reference: Any) -> Resource:
        """The resource that a Ref, GetAtt or output of another stack leads to."""
        stack, reference = source.stack, self._plain(reference)
        if "Fn::GetStackOutput" in reference:
            stack = reference["Fn::GetStackOutput"]["StackName"]
            output = reference["Fn::GetStackOutput"]["OutputName"]
            reference = self._plain(self.stacks[stack]["Outputs"][output]["Value"])
        name = reference.get("Ref") or reference["Fn::GetAtt"][0]
        return next(one for one in self._resources if (one.stack, one.name) == (stack, name))

    def function(self, name: str) -> Resource:
        """The Lambda of that name."""
        return next(
            one for one in self.all("AWS::Lambda::Function") if one.properties["FunctionName"] == name
        )

    def statements(self, function: Resource) -> list[dict[str, Any]]:
        """What the function's role may do."""
        policies = self.to(function, function.properties["Role"]).properties.get("Policies", [])
        return [one for policy in policies for one in policy["PolicyDocument"]["Statement"]]

    @cached_property
    def _resources(self) -> list[Resource]:
        return [
            Resource(
                stack,
                name,
                made["Type"],
                made.get("Properties", {}),
                retained=made.get("DeletionPolicy") == "Retain",
            )
            for stack, template in self.stacks.items()
            for name, made in template["Resources"].items()
        ]

    def _plain(self, value: Any) -> dict[str, Any]:
        """The reference within a text that is joined around it."""
        if "Fn::Join" not in value:
            return dict(value)
        (inner,) = [part for part in value["Fn::Join"][1] if isinstance(part, dict)]
        return dict(inner)


def documents(value: Any) -> Iterator[list[dict[str, Any]]]:
    """The statements of every policy document within."""
    if isinstance(value, list):
        for part in value:
            yield from documents(part)
    elif isinstance(value, dict):
        if "Statement" in value and "Version" in value:
            yield value["Statement"]
        for part in value.values():
            yield from documents(part)


def text(value: Any) -> str:
    """Joined parts as one text; references as "<…>"."""
    if isinstance(value, str):
        return value
    if "Fn::Join" in value:
        separator, parts = value["Fn::Join"]
        return str(separator).join(text(part) for part in parts)
    return "<" + json.dumps(value) + ">"


def statements_of(resource: Resource) -> list[dict[str, Any]]:
    """The statements of every policy of one resource."""
    return [statement for statements in documents(resource.properties) for statement in statements]
