"""Stages, from the context of the command line."""

import pytest

from infra.cdk.stages import (
    SELLER,
    Address,
    AddressUnknown,
    SellerUnknown,
    Stage,
    Target,
    UnknownStage,
    stage_from,
)


def stage(**context: str) -> Stage:
    return stage_from(context.get, overridable={"HOLD_S", "SHOP_URL", *SELLER}, account="123456789012")


def production(**other: str) -> Stage:
    given = {
        "seller_address": "Market Street 1, 10115 Berlin, DE",
        "seller_vat_id": "",
        "domain": "shop.example",
        "certificate_arn": "arn:of:a:certificate",
    }
    return stage(stage="prod", **given | other)


def test_a_stage_is_on_aws_unless_it_says_otherwise() -> None:
    made = stage(stage="dev")
    assert (made.target, made.account, made.prefix) == (Target.AWS, "123456789012", "haat-dev")


def test_the_emulator_has_an_account_of_its_own_and_serves_the_key_set_itself() -> None:
    made = stage(stage="local", target="local", endpoint_url="http://127.0.0.1:4599")
    assert made.account == "000000000000"
    assert made.token_issuer == "http://127.0.0.1:4599/haat-local-keys-000000000000"


@pytest.mark.parametrize("target", ["aws", "local"])
def test_any_setting_of_the_platform_can_be_given_by_its_name(target: str) -> None:
    assert stage(stage="dev", target=target, hold_s="5").settings["HOLD_S"] == "5"


def test_what_is_no_setting_of_the_platform_is_not_taken() -> None:
    assert "TABLE_NAME" not in stage(stage="dev", table_name="another").settings


def test_production_keeps_its_data_and_takes_real_money() -> None:
    made = production()
    assert made.keeps_data
    assert made.settings["PAYMENTS_LIVE_MODE"] == "true"
    assert not stage(stage="dev").keeps_data


def test_production_has_a_name_of_its_own_and_its_certificate() -> None:
    assert production().address == Address("shop.example", "arn:of:a:certificate")
    for missing in ("domain", "certificate_arn"):
        with pytest.raises(AddressUnknown, match="certificate_arn"):
            production(**{missing: ""})
    assert stage(stage="dev").address is None


def test_a_budget_can_be_given() -> None:
    assert stage(stage="dev", budget_usd="7").budget_usd == 7
    assert (
        production().budget_usd
        > stage(stage="dev").budget_usd
        > stage(stage="dev", economy="true").budget_usd
    )


def test_production_has_to_know_who_sells() -> None:
    with pytest.raises(SellerUnknown, match="seller_vat_id"):
        stage(stage="prod", seller_address="Market Street 1, 10115 Berlin, DE")


def test_economy_is_for_whoever_asks_for_it_and_never_for_production() -> None:
    assert stage(stage="dev", economy="true").economy
    assert not stage(stage="dev").economy
    assert not stage(stage="local", target="local", economy="true").economy
    with pytest.raises(UnknownStage, match="ECONOMY"):
        stage(stage="prod", economy="true")


@pytest.mark.parametrize(
    "context", [{}, {"stage": ""}, {"stage": "a-b"}, {"stage": "dev", "target": "azure"}]
)
def test_an_unknown_stage_is_refused(context: dict[str, str]) -> None:
    with pytest.raises(UnknownStage):
        stage(**context)
