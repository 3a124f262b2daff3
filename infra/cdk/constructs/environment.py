"""From grants and settings to the environment of a function."""

from collections.abc import Iterator

from haat import grants, settings
from haat.grants import Grant
from haat.manifest import Function
from haat.saga.machine import arn_setting
from haat.settings import Setting
from infra.cdk.ground import Ground

GIVEN = (
    settings.TABLE_NAME,
    settings.STAGE,
    settings.TOKEN_ISSUER,
    settings.TOKEN_AUDIENCE,
    settings.TOKEN_KEYS,
    settings.ADMIN_ISSUER,
    settings.LIMITS_FACTOR,
)
DESCRIBED = {
    "table": settings.TABLE_NAME,
    "bus": settings.BUS_NAME,
    "machine": arn_setting("checkout"),
    "bucket": Setting("SEARCH_BUCKET"),
}

_OF_GRANT: dict[type[Grant], tuple[Setting, ...]] = {
    grants.Bus: (settings.BUS_NAME,),
    grants.SealingKey: (settings.SEALING_KEY_ID,),
    grants.Mail: (settings.MAIL_FROM,),
}


def environment(declared: Function, ground: Ground) -> dict[str, str]:
    """Every environment variable of a function.

    Raises: SettingMissing for a setting that has neither a value nor a default.
    """
    implied = [setting for grant in declared.grants for setting in _implied(grant)]
    of_a_laptop = () if ground.stage.on_aws else (settings.CURSOR_KEY, settings.EDGE_KEY)
    named = {setting.name: setting for setting in (*GIVEN, *of_a_laptop, *implied, *declared.settings)}
    return {name: value(setting, ground) for name, setting in sorted(named.items())}


def _implied(grant: Grant) -> Iterator[Setting]:
    match grant:
        case grants.StateMachine(machine):
            yield arn_setting(machine)
        case grants.Bucket(bucket):
            yield Setting(f"{bucket.upper()}_BUCKET")
        case grants.Secret(secret):
            yield Setting(f"{secret.upper()}_SECRET_NAME")
        case grants.SigningKey(actions):
            yield settings.SIGNING_KEY_ID if "Sign" in actions else settings.PUBLISHED_KEY_IDS
        case grants.Describe(what):
            yield DESCRIBED[what]
        case _:
            yield from _OF_GRANT.get(type(grant), ())


def value(setting: Setting, ground: Ground) -> str:
    """What a setting is in a stage. Raises: SettingMissing."""
    for known in (ground.values, ground.stage.settings):
        if setting.name in known:
            return known[setting.name]
    if setting.default is None:
        raise settings.SettingMissing(f"stage {ground.stage.name} has no value for {setting.name}")
    return setting.default
