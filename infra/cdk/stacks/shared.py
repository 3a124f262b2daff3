"""The ground, once the stacks that make it are there."""

import aws_cdk as cdk

from haat.saga.machine import arn_setting
from infra.cdk.constructs.resource import arn_of
from infra.cdk.ground import Ground, arn, machine_name
from infra.cdk.stacks.data import Data
from infra.cdk.stacks.identity import Identity
from infra.cdk.stages import Stage


def ground_of(stage: Stage, machines: list[str], data: Data, identity: Identity) -> Ground:
    """What functions stand on. Machines go by their names: they call functions that resume them, so
    neither can come first."""
    machine_arns = {name: arn("states", f"stateMachine:{machine_name(stage, name)}") for name in machines}
    return Ground(
        stage=stage,
        table_arn=arn_of(data.table),
        stream_arn=data.stream_arn,
        table_key_arn=data.table_key_arn,
        bus_name=data.bus.ref,
        bus_arn=arn_of(data.bus),
        alarms_arn=data.alarms.ref,
        token_key_arns=[arn_of(key) for key in identity.token_keys],
        sealing_key_arn=arn_of(identity.sealing_key),
        mail_arn=arn("ses", f"identity/{stage.settings['MAIL_FROM']}"),
        buckets={
            "search": arn_of(data.search_bucket),
            "transfers": arn_of(data.transfers_bucket),
            "recommendations": arn_of(data.recommendations_bucket),
            "keys": arn_of(identity.keys_bucket),
        },
        secrets={
            "cursors": data.cursors_secret.ref,
            "payments": data.payments_secret.ref,
            "providers": data.providers_secret.ref,
        },
        machines=machine_arns,
        values=_values(stage, data, identity)
        | {arn_setting(name).name: machine for name, machine in machine_arns.items()},
    )


def _values(stage: Stage, data: Data, identity: Identity) -> dict[str, str]:
    return ({"LOGS_BUCKET": data.logs} if data.logs else {}) | {
        "STAGE": stage.name,
        "TABLE_NAME": data.table.ref,
        "BUS_NAME": data.bus.ref,
        "TOKEN_ISSUER": identity.issuer,
        "ADMIN_ISSUER": identity.admin_issuer,
        "TOKEN_KEYS": ",".join(stage.token_keys),
        "SIGNING_KEY_ID": identity.token_keys[0].ref,
        "PUBLISHED_KEY_IDS": cdk.Fn.join(",", [key.ref for key in identity.token_keys]),
        "SEALING_KEY_ID": identity.sealing_key.ref,
        "KEYS_BUCKET": identity.keys_bucket.ref,
        "RECOMMENDATIONS_BUCKET": data.recommendations_bucket.ref,
        "SEARCH_BUCKET": data.search_bucket.ref,
        "TRANSFERS_BUCKET": data.transfers_bucket.ref,
        "CURSORS_SECRET_NAME": f"{stage.prefix}/cursors",
        "PAYMENTS_SECRET_NAME": f"{stage.prefix}/payments",
        "PROVIDERS_SECRET_NAME": f"{stage.prefix}/providers",
    }
