"""Each function gets the settings that it declares, those that its grants imply, and those of all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from haat import grants
from haat.manifest import Function
from haat.settings import Setting, SettingMissing
from infra.cdk.constructs.environment import environment
from infra.cdk.ground import Ground
from infra.cdk.services import discover, functions_of
from infra.cdk.stages import Stage, Target
from tests.support.templates import Templates

FUNCTIONS = list(functions_of(discover(), Function))
OF_ALL = {
    "TABLE_NAME",
    "STAGE",
    "TOKEN_ISSUER",
    "TOKEN_AUDIENCE",
    "TOKEN_KEYS",
    "ADMIN_ISSUER",
    "LIMITS_FACTOR",
}
DESCRIBED = {
    "table": "TABLE_NAME",
    "bus": "BUS_NAME",
    "machine": "CHECKOUT_MACHINE_ARN",
    "bucket": "SEARCH_BUCKET",
}
PLAIN: dict[type, tuple[str, ...]] = {
    grants.Bus: ("BUS_NAME",),
    grants.SealingKey: ("SEALING_KEY_ID",),
    grants.Mail: ("MAIL_FROM",),
}
GROUND = Ground(
    stage=Stage("test", Target.AWS, None, "eu-central-1", settings={"HOLD_S": "60"}),
    table_arn="arn:table",
    stream_arn="arn:stream",
    table_key_arn="arn:key",
    bus_name="bus",
    bus_arn="arn:bus",
    alarms_arn="arn:alarms",
    token_key_arns=("arn:signing",),
    sealing_key_arn="arn:sealing",
    mail_arn="arn:mail",
    buckets={},
    secrets={},
    machines={},
    values=dict.fromkeys(OF_ALL, "given"),
)


def implied(declared: Function) -> Iterator[str]:
    for grant in declared.grants:
        match grant:
            case grants.StateMachine(machine):
                yield f"{machine.upper()}_MACHINE_ARN"
            case grants.Bucket(bucket):
                yield f"{bucket.upper()}_BUCKET"
            case grants.Secret(secret):
                yield f"{secret.upper()}_SECRET_NAME"
            case grants.SigningKey(actions):
                yield {"Sign": "SIGNING_KEY_ID", "GetPublicKey": "PUBLISHED_KEY_IDS"}[actions[0]]
            case grants.Describe(what):
                yield DESCRIBED[what]
            case _:
                yield from PLAIN.get(type(grant), ())


@pytest.mark.parametrize("declared", FUNCTIONS, ids=lambda declared: declared.name)
def test_a_function_gets_its_settings_and_no_others(declared: Function, templates: Templates) -> None:
    variables = templates.function(f"haat-test-{declared.name}").properties["Environment"]["Variables"]
    of_a_laptop = {"CURSOR_KEY", "EDGE_KEY"}  # test_data.py looks that there is none on AWS
    declared_here = {setting.name for setting in declared.settings}
    assert set(variables) - of_a_laptop == OF_ALL | declared_here | set(implied(declared))


def declared_with(*settings: Setting) -> Function:
    return Function("cart.api.get_cart", (), settings, (), 128, 3, ())


def test_the_stage_overrides_a_default() -> None:
    given = environment(declared_with(Setting("HOLD_S", "900"), Setting("SHOP_NAME", "Haat")), GROUND)
    assert (given["HOLD_S"], given["SHOP_NAME"]) == ("60", "Haat")


def test_a_setting_that_nobody_gives_fails_the_synthesis() -> None:
    with pytest.raises(SettingMissing, match="NOBODY_GIVES_THIS"):
        environment(declared_with(Setting("NOBODY_GIVES_THIS")), GROUND)


def test_a_resource_decides_over_the_stage() -> None:
    stage = Stage("test", Target.AWS, None, "eu-central-1", settings={"TABLE_NAME": "another"})
    assert environment(declared_with(), replace(GROUND, stage=stage))["TABLE_NAME"] == "given"
