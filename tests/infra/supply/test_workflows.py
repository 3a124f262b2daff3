"""What runs in continuous integration is pinned, may do little, and looks for known faults."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.cdk.services import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
DEPENDABOT = ROOT / ".github" / "dependabot.yml"
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def steps(path: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(path.read_text())["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


@each_workflow
def test_every_action_is_one_commit_whose_release_is_named(path: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", path.read_text())
    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", action)
        assert re.match(r" # v\d+\.\d+\.\d+", comment)


@each_workflow
def test_a_workflow_may_read_and_leaves_no_token_behind(path: Path) -> None:
    assert yaml.safe_load(path.read_text())["permissions"] == {"contents": "read"}
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@each_workflow
def test_nothing_that_somebody_else_wrote_is_run_as_a_command(path: Path) -> None:
    """A title or a branch name would be read by the shell."""
    assert not [step for step in steps(path) if "${{" in step.get("run", "")]


def test_known_faults_of_packages_are_looked_for_each_day_and_before_a_merge() -> None:
    text = (ROOT / ".github" / "workflows" / "audit.yml").read_text()
    workflow = yaml.safe_load(text)
    on = workflow[True]  # YAML reads the word as a truth value
    assert on["schedule"]
    assert "pull_request" in on
    commands = "\n".join(step.get("run", "") for step in steps(ROOT / ".github" / "workflows" / "audit.yml"))
    assert "pip-audit" in commands
    assert "npm audit" in commands
    assert "make sbom" in commands


def test_dependabot_looks_at_everything_that_is_pinned() -> None:
    updates = yaml.safe_load(DEPENDABOT.read_text())["updates"]
    looked = {(one["package-ecosystem"], one["directory"]) for one in updates}
    assert looked == {("github-actions", "/"), ("npm", "/"), ("pip", "/requirements")}
    assert all(one["schedule"]["interval"] for one in updates)
