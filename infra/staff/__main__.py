"""`make admin-user`: invite somebody of the staff, change their role, shut them out, or list everybody."""

import argparse
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from haat.mail_address import email_errors, normalised
from haat.permissions import GROUPS, Role
from infra.cdk.stages import DEFAULT_REGION
from infra.local import aws, stack
from infra.local.layout import from_environment
from infra.staff.pool import WAITS_FOR_FIRST_LOGIN, Member, NobodyThere, NoPool, StaffPool
from infra.staff.tokens import StaffTokens

LOCAL_STAGE = "local"
ROLES = tuple(role.value for role in GROUPS)
MINUTE_LEFT = "an access token that is out is refused a minute later at most"


class NoStack(RuntimeError):
    """No stage was named, and nothing runs here."""


class Unclear(ValueError):
    """What was given does not say what to do."""


def parse(arguments: list[str]) -> argparse.Namespace:
    """What was asked for. Raises: Unclear."""
    parser = argparse.ArgumentParser(prog="make admin-user", description=__doc__)
    for name in ("email", "role", "stage"):
        parser.add_argument(f"--{name}", default="")
    for name in ("list", "disable", "enable", "invite"):
        parser.add_argument(f"--{name}", action="store_true")
    given = parser.parse_args(arguments)
    _check(given)
    given.email = normalised(given.email)
    return given


def run(pool: StaffPool, tokens: StaffTokens, given: argparse.Namespace) -> list[str]:
    """Do it, and say what was done. Raises: NobodyThere."""
    if given.list:
        return [_shown(member) for member in pool.members()] or ["nobody is in the pool yet"]
    if given.disable:
        pool.shut_out(given.email)
        tokens.end(given.email)
        return [f"{given.email} is shut out and logged out; {MINUTE_LEFT}"]
    if given.enable:
        pool.let_in(given.email)
        return [f"{given.email} may log in again", _shown(pool.find(given.email))]
    if given.invite:
        return [_invited_again(pool, given.email)]
    return [*_admitted(pool, given), *_put(pool, tokens, given.email, Role(given.role))]


def connect(stage_name: str) -> tuple[StaffPool, StaffTokens]:
    """The pool of a stage on AWS and its tokens, or of the stack that runs here. Raises: NoPool, NoStack."""
    if stage_name and stage_name != LOCAL_STAGE:
        session = boto3.Session(region_name=boto3.Session().region_name or DEFAULT_REGION)
        return _of_stage(session, stage_name, endpoint_url=None)
    layout = from_environment()
    if stack.running(layout) is None:
        raise NoStack("no stack is running here; start one with `make up`, or name a stage: STAGE=dev")
    return _of_stage(aws.session(), LOCAL_STAGE, endpoint_url=layout.endpoint_url)


def _of_stage(
    session: boto3.Session, stage_name: str, *, endpoint_url: str | None
) -> tuple[StaffPool, StaffTokens]:
    pool = StaffPool.of_stage(session.client("cognito-idp", endpoint_url=endpoint_url), stage_name)
    dynamodb = session.client("dynamodb", endpoint_url=endpoint_url)
    return pool, StaffTokens(dynamodb, table=f"haat-{stage_name}")


def main() -> int:
    """Run the command."""
    try:
        given = parse(sys.argv[1:])
        for line in run(*connect(given.stage), given):
            print(line)
    except (Unclear, NoStack, NoPool, NobodyThere, ClientError, BotoCoreError) as error:
        print(f"make admin-user: {error}", file=sys.stderr)
        return 1
    return 0


def _check(given: argparse.Namespace) -> None:
    if sum((given.list, given.disable, given.enable, given.invite)) > 1:
        raise Unclear("LIST, DISABLE, ENABLE and INVITE are one at a time")
    if given.list:
        if given.email or given.role:
            raise Unclear("LIST lists everybody, and goes without EMAIL and ROLE")
        return
    if not given.email:
        raise Unclear("whom? EMAIL=ada@shop.example ROLE=support, or LIST=1")
    if email_errors(given.email):
        raise Unclear(f"{given.email} is no e-mail address: EMAIL=ada@shop.example")
    if given.role and (given.disable or given.enable or given.invite):
        raise Unclear("ROLE is for inviting somebody and for another role, and goes with EMAIL alone")
    if not (given.disable or given.enable or given.invite) and given.role not in ROLES:
        raise Unclear(f"ROLE is one of {', '.join(ROLES)}" + (f", not {given.role}" if given.role else ""))


def _admitted(pool: StaffPool, given: argparse.Namespace) -> list[str]:
    if given.stage and given.stage != LOCAL_STAGE:
        if not pool.invite(given.email):
            return []
        return [f"{given.email} is invited: a mail brings a password for the first login, within a day"]
    password = pool.admit(given.email)
    made = f"{given.email} is made; no mail leaves this machine, so: password {password}"
    return [made] if password else []


def _put(pool: StaffPool, tokens: StaffTokens, email: str, role: Role) -> list[str]:
    taken = pool.put_into(email, role)
    if taken:
        tokens.end(email)
    lost = [f"no longer {', '.join(taken)}, and logged out; {MINUTE_LEFT}"] if taken else []
    return [*lost, _shown(pool.find(email))]


def _invited_again(pool: StaffPool, email: str) -> str:
    if pool.find(email).status != WAITS_FOR_FIRST_LOGIN:
        return f"{email} has logged in before, and needs no invitation"
    pool.invite_again(email)
    return f"{email} is invited again: another mail, another password, within a day"


def _shown(member: Member) -> str:
    roles = ", ".join(member.roles) or "no role"
    state = "may log in" if member.is_enabled else "shut out"
    waits = ", has not logged in yet" if member.status == WAITS_FOR_FIRST_LOGIN else ""
    return f"{member.email}: {roles}; {state}{waits}"


if __name__ == "__main__":
    sys.exit(main())
