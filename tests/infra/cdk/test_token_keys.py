"""The keys of access tokens, at each step of a rotation: SECURITY.md."""

from dataclasses import replace

import aws_cdk as cdk
import pytest
from aws_cdk.assertions import Template

from haat.grants import SigningKey
from infra.cdk.constructs.environment import environment
from infra.cdk.constructs.rights import statements
from infra.cdk.stacks.identity import Identity
from infra.cdk.stages import Stage, TokenKeysUnclear, stage_from
from tests.infra.cdk.test_environment import GROUND, declared_with
from tests.support.templates import Templates

STEPS = ["1", "1,2", "2,1", "2", "2,3"]


def stage(token_keys: str | None) -> Stage:
    return stage_from({"stage": "dev", "token_keys": token_keys}.get, overridable=(), account=None)


def keys_of(made: Stage) -> list[str]:
    """The logical names of a stage's signing keys, in its template."""
    stack = cdk.Stack(cdk.App())
    Identity(stack, "Identity", made, logs=None)
    found = Template.from_stack(stack).find_resources(
        "AWS::KMS::Key", {"Properties": {"KeySpec": "RSA_2048"}}
    )
    return sorted(found)


def test_a_key_stays_the_same_resource_at_every_step() -> None:
    by_step = {step: keys_of(stage(step)) for step in STEPS}
    assert [len(made) for made in by_step.values()] == [1, 2, 2, 1, 2]
    assert by_step["1,2"] == by_step["2,1"] == sorted([*by_step["1"], *by_step["2"]])
    assert set(by_step["2"]) < set(by_step["2,3"])


@pytest.mark.parametrize("step", STEPS)
def test_the_first_signs_and_the_public_halves_of_all_can_be_read(step: str) -> None:
    arns = [f"arn:{name}" for name in stage(step).token_keys]
    ground = replace(GROUND, token_key_arns=arns)
    (signs,) = statements([SigningKey(("Sign",))], ground)
    (reads,) = statements([SigningKey(("GetPublicKey",))], ground)
    assert (signs["Action"], list(signs["Resource"])) == (["kms:Sign"], arns[:1])
    assert (reads["Action"], list(reads["Resource"])) == (["kms:GetPublicKey"], arns)


def test_every_function_knows_the_names_of_the_keys_whose_tokens_it_takes(templates: Templates) -> None:
    for function in templates.all("AWS::Lambda::Function"):
        variables = (
            function.properties["Environment"]["Variables"] if "Environment" in function.properties else {}
        )
        assert variables.get("TOKEN_KEYS", "1") == "1"
    assert environment(declared_with(), GROUND)["TOKEN_KEYS"]


def test_production_has_the_next_key_published_before_it_is_needed() -> None:
    given = {
        "stage": "prod", "domain": "shop.example", "certificate_arn": "arn:of:a:certificate",
        "seller_address": "Market Street 1, 10115 Berlin, DE", "seller_vat_id": "",
    }  # fmt: skip
    made = stage_from(given.get, overridable=("SELLER_ADDRESS", "SELLER_VAT_ID"), account=None)
    assert made.token_keys == ("1", "2")


@pytest.mark.parametrize("unclear", ["1,1", "2,", "one", "1 2", ","])
def test_what_does_not_name_each_key_once_is_refused(unclear: str) -> None:
    with pytest.raises(TokenKeysUnclear):
        stage(unclear)
