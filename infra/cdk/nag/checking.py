"""The pack run over one template."""

import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk.cloudformation_include import CfnInclude
from cdk_nag import AwsSolutionsChecks

from infra.cdk.nag.merging import Template
from infra.cdk.nag.suppressions import Suppression

UNTYPED = {"AWS::CloudFormation::CustomResource"}  # has no class, and nothing to check
_NAMED = re.compile(r"AwsSolutions-(\w+)(?:\[(.*)\])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one resource breaks. `detail`: which of several findings of the rule, if there are."""

    rule: str
    detail: str
    resource: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule}[{self.detail}] at {self.resource}: {self.why}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a run saw. `resources` became typed, each was held against `rules`."""

    resources: int
    rules: int
    findings: tuple[Finding, ...]

    @property
    def checks(self) -> int:
        return self.resources * self.rules


class Untyped(ValueError):
    """A resource of a kind that aws-cdk-lib has no class for: no rule could see it."""


class _Counting(AwsSolutionsChecks):
    """Counts rules instead of applying them."""

    rules = 0

    def _apply_rule(self, *_rule: object) -> None:
        self.rules += 1


def check(template: Template) -> Checked:
    """Hold every resource of a template against every rule. Raises: Untyped."""
    scope = cdk.Stack(cdk.App(), "haat")
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(json.dumps(template))
        file.flush()
        included = CfnInclude(scope, "all", template_file=file.name)
    _insist_on_types(included, template)
    report = AwsSolutionsChecks().validate_scope(scope)
    findings = [
        _finding(violation.rule_name, str(resource.construct_path), violation.description)
        for violation in report.violations
        for resource in violation.violating_resources
    ]
    return Checked(len(template["Resources"]), _rules(), tuple(findings))


def unexplained(findings: Sequence[Finding], suppressions: Sequence[Suppression]) -> list[Finding]:
    """Findings that no suppression gives a reason for."""
    return [finding for finding in findings if not any(one.covers(finding) for one in suppressions)]


def unused(findings: Sequence[Finding], suppressions: Sequence[Suppression]) -> list[Suppression]:
    """Suppressions of what nothing breaks any more."""
    return [one for one in suppressions if not any(one.covers(finding) for finding in findings)]


def _insist_on_types(included: CfnInclude, template: Template) -> None:
    plain = [name for name in template["Resources"] if type(included.get_resource(name)) is cdk.CfnResource]
    if unknown := {template["Resources"][name]["Type"] for name in plain} - UNTYPED:
        raise Untyped(f"no rule can see {sorted(unknown)}")


def _finding(named: str, path: str, why: str) -> Finding:
    parts = _NAMED.fullmatch(named)
    if parts is None:
        raise ValueError(f"{named} is no rule of the pack")
    return Finding(parts[1], parts[2] or "", path.rpartition("/")[2], why)


def _rules() -> int:
    scope = cdk.Stack(cdk.App(), "one")
    cdk.CfnResource(scope, "resource", type="AWS::SQS::Queue")
    counting = _Counting()
    counting.validate_scope(scope)
    return counting.rules
