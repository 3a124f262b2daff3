"""The rules of bandit hold for whatever runs on AWS, and each exception is one line that says why."""

import re
import tomllib

from infra.cdk.services import FUNCTIONS, KERNEL, ROOT

LINT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
RUNS_WHAT_IT_READS = {"dill", "marshal", "os.popen", "os.system", "pickle", "shelve", "yaml.load"}


def test_bandits_rules_are_on_and_whole_folders_are_spared_outside_of_functions_only() -> None:
    assert "S" in LINT["select"]
    assert [rule for rule in LINT["ignore"] if rule.startswith("S") and rule[1:].isdigit()] == ["S603"]
    spared = {
        path
        for path, rules in LINT["per-file-ignores"].items()
        if any(re.fullmatch(r"S\d*", rule) for rule in rules)
    }
    assert {path.split("/")[0] for path in spared} == {"infra", "tests"}


def test_what_runs_whatever_it_is_told_is_banned() -> None:
    assert set(LINT["flake8-tidy-imports"]["banned-api"]) >= RUNS_WHAT_IT_READS


def test_no_function_takes_a_shell_makes_code_or_reads_objects_of_any_kind() -> None:
    forgiven = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in (FUNCTIONS, KERNEL)
        for path in folder.rglob("*.py")
        for line in path.read_text().splitlines()
        if re.search(r"noqa:.*\b(S102|S301|S302|S307|S6\d\d|S50\d|TID251)\b", line)
    ]
    assert forgiven == []
