"""From grants to IAM statements: no wildcard action, and rows of the table only by key space."""

from collections.abc import Sequence

from haat import grants
from haat.grants import Grant
from haat.table.connection import INDEX
from infra.cdk.constructs import searching
from infra.cdk.constructs.resource import Statement, allow
from infra.cdk.ground import Ground, arn

_READS = {"BatchGetItem", "ConditionCheckItem", "GetItem", "Query", "Scan"}
_OF_AN_EXECUTION = {"DescribeExecution", "GetExecutionHistory", "StopExecution"}


def statements(granted: Sequence[Grant], ground: Ground) -> list[Statement]:
    """One statement per grant, and the right to use the table's key if rows are touched."""
    unique = [grant for grant in dict.fromkeys(granted) if ground.cluster or not _of_cluster(grant)]
    return [_statement(grant, ground) for grant in unique] + _table_key(unique, ground)


def _of_cluster(grant: Grant) -> bool:
    return isinstance(grant, grants.SearchCluster)


def _statement(grant: Grant, ground: Ground) -> Statement:
    match grant:
        case grants.Table():
            return _rows(grant, ground)
        case grants.StateMachine():
            return _machine(grant, ground)
        case grants.Bucket():
            return _objects(grant, ground)
        case grants.Describe(what):
            return _description(what, ground)
        case grants.DeadLetterQueues() | grants.SourceQueues():
            return _queues(grant, ground)
        case grants.SearchCluster() if ground.cluster:
            return searching.statement(grant, ground.cluster)
        case grants.SearchCluster():
            raise ValueError("there is no cluster to have a right to")
        case _:
            return _whole(grant, ground)


def _whole(
    grant: grants.Scan | grants.Bus | grants.SigningKey | grants.SealingKey | grants.Mail | grants.Secret,
    ground: Ground,
) -> Statement:
    """Rights on a resource as a whole."""
    match grant:
        case grants.Scan():
            return allow(["dynamodb:Scan"], ground.table_arn)
        case grants.Bus():
            return allow(["events:PutEvents"], ground.bus_arn)
        case grants.SigningKey(actions):
            keys = ground.token_key_arns[:1] if "Sign" in actions else ground.token_key_arns
            return allow([f"kms:{action}" for action in actions], keys)
        case grants.SealingKey(actions):
            return allow([f"kms:{action}" for action in actions], ground.sealing_key_arn)
        case grants.Mail():
            sender = {"StringEquals": {"ses:FromAddress": ground.stage.settings["MAIL_FROM"]}}
            return allow(["ses:SendEmail"], ground.mail_arn, sender)
        case grants.Secret(secret):
            return allow(["secretsmanager:GetSecretValue"], ground.secrets[secret])


def _rows(grant: grants.Table, ground: Ground) -> Statement:
    """ForAllValues holds for a request without keys (a scan); Null closes that."""
    on = f"{ground.table_arn}/index/{INDEX}" if grant.index else ground.table_arn
    condition = {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"{space.prefix}*" for space in grant.spaces]},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }
    return allow([f"dynamodb:{action}" for action in grant.actions], on, condition)


def _table_key(granted: Sequence[Grant], ground: Ground) -> list[Statement]:
    actions = {action for grant in granted if isinstance(grant, grants.Table) for action in grant.actions}
    actions |= {"Scan" for grant in granted if isinstance(grant, grants.Scan)}
    if not actions or ground.table_key_arn is None:
        return []
    uses = ["kms:Decrypt"] if actions <= _READS else ["kms:Decrypt", "kms:Encrypt"]
    through = {"StringEquals": {"kms:ViaService": f"dynamodb.{ground.stage.region}.amazonaws.com"}}
    return [allow(uses, ground.table_key_arn, through)]


def _machine(grant: grants.StateMachine, ground: Ground) -> Statement:
    machine = ground.machines[grant.machine]
    executions = machine.replace(":stateMachine:", ":execution:") + ":*"
    on = [executions if action in _OF_AN_EXECUTION else machine for action in grant.actions]
    return allow([f"states:{action}" for action in grant.actions], list(dict.fromkeys(on)))


def _objects(grant: grants.Bucket, ground: Ground) -> Statement:
    bucket = ground.buckets[grant.bucket]
    on_bucket = [bucket] if "ListBucket" in grant.actions else []
    on_objects = [f"{bucket}/{grant.prefix}*"] if set(grant.actions) - {"ListBucket"} else []
    return allow([f"s3:{action}" for action in grant.actions], on_bucket + on_objects)


def _queues(grant: grants.DeadLetterQueues | grants.SourceQueues, ground: Ground) -> Statement:
    dead = [f"{name}-dead" for name in (*ground.queues, *ground.streams)]
    names = dead if isinstance(grant, grants.DeadLetterQueues) else ground.queues
    on = [arn("sqs", f"{ground.stage.prefix}-{name}") for name in names]
    return allow([f"sqs:{action}" for action in grant.actions], on)


def _description(what: str, ground: Ground) -> Statement:
    match what:
        case "table":
            return allow(["dynamodb:DescribeTable"], ground.table_arn)
        case "bus":
            return allow(["events:DescribeEventBus"], ground.bus_arn)
        case "machine":
            return allow(["states:DescribeStateMachine"], ground.machines["checkout"])
        case "bucket":
            return allow(["s3:ListBucket"], ground.buckets["search"])
        case _:
            raise ValueError(f"nothing called {what!r} can be described")
