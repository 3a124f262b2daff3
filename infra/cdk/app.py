"""The app: `python -m infra.cdk.app`, as cdk.json and the local stack run it.

Context: `-c stage=dev`, `-c target=aws|local`, `-c search=embedded|domain|collection`,
and any setting of the platform by its name in lower case.
"""

import json
import os
from dataclasses import replace

import aws_cdk as cdk

from haat.manifest import Endpoint, QueueConsumer, Reaction, Service, StreamConsumer, Task
from infra.cdk.constructs.resource import output
from infra.cdk.constructs.route import Gateway
from infra.cdk.ground import Ground
from infra.cdk.services import ROOT, discover, functions_of, settings_of
from infra.cdk.stacks import operations, workflow
from infra.cdk.stacks.api import Api, Front
from infra.cdk.stacks.data import Data
from infra.cdk.stacks.edge import Edge
from infra.cdk.stacks.identity import Identity
from infra.cdk.stacks.media import Media
from infra.cdk.stacks.oversight import Oversight
from infra.cdk.stacks.search import SearchCluster
from infra.cdk.stacks.service import ServiceFunctions, Startup
from infra.cdk.stacks.shared import ground_of
from infra.cdk.stacks.workflow import Workflow
from infra.cdk.stages import EDGE_REGION, Search, Stage, stage_from

FLAGS = json.loads((ROOT / "cdk.json").read_text())["context"]
FUNCTIONS_TOGETHER = 58  # in a stack of the laptop's, at seven resources each: the limit is 500 resources


class Stacks:
    """Where the parts of the platform are put: a stack for each on AWS, as few as hold them locally."""

    def __init__(self, app: cdk.App, stage: Stage) -> None:
        self._app, self._stage = app, stage
        self._made: dict[str, cdk.Stack] = {}
        self._shelves = 0  # for services, locally
        self._room = 0  # for functions, in the last of them

    def part(self, name: str, region: str | None = None) -> cdk.Stack:
        """The stack of one part."""
        return self._stack(name if self._stage.on_aws else "", region)

    def above(self, name: str) -> cdk.Stack:
        """The stack of a part that needs the services."""
        return self._stack(name if self._stage.on_aws else "above")

    def of(self, service: Service) -> cdk.Stack:
        """The stack of one service."""
        if self._stage.on_aws:
            return self._stack(f"service-{service.name}")
        if len(service.functions) > self._room:
            self._shelves, self._room = self._shelves + 1, FUNCTIONS_TOGETHER
        self._room -= len(service.functions)
        return self._stack(f"services-{self._shelves}")

    def _stack(self, name: str, region: str | None = None) -> cdk.Stack:
        """The stack of this name, made when it is first asked for."""
        if name not in self._made:
            where = cdk.Environment(account=self._stage.account, region=region or self._stage.region)
            full = f"{self._stage.prefix}-{name}" if name else self._stage.prefix
            self._made[name] = cdk.Stack(self._app, full, env=where, cross_region_references=True)
        return self._made[name]


def platform(app: cdk.App, stage: Stage, services: tuple[Service, ...]) -> None:
    """All stacks of one stage."""
    stacks, machines = Stacks(app, stage), workflow.machines()
    data = Data(stacks.part("data"), "data", stage)
    identity = Identity(stacks.part("identity"), "identity", stage, logs=data.logs)
    ground = _with_queues(ground_of(stage, list(machines), data, identity), services)
    if stage.search is not Search.EMBEDDED:
        ground = _with_cluster(stacks, ground)
    startup = Startup(stacks.part("startup"), "startup", services, ground)
    api = Api(stacks.part("api"), "api", ground, identity, published=startup.triggers)
    if stage.on_aws:
        if not stage.economy:
            operations.dashboard(stacks.part("operations"), ground, api.gateway.api_id)
        ground = _with_edge(stacks, ground, api)
    else:
        ground = _with_media(stacks, ground, readers=None)
        output(stacks.part("startup"), "SingleWriters", ",".join(_single_writers(stage, services)))
    tasks: dict[str, str] = {}
    for service in (one for one in services if one.functions):  # the others travel as participants only
        tasks |= ServiceFunctions(stacks.of(service), service, ground, api.gateway).tasks
    for machine, path in machines.items():
        own = {
            task.module: tasks[task.module]
            for task in functions_of(services, Task)
            if task.machine == machine
        }
        Workflow(stacks.above(f"machine-{machine}"), machine, path, own, ground)
    if stage.on_aws:
        _open(stacks, ground, api.gateway, services)


def _open(stacks: Stacks, ground: Ground, gateway: Gateway, services: tuple[Service, ...]) -> None:
    """Let requests in, once there are the routes that have limits of their own; and have it all watched."""
    front = stacks.part("front")
    front.add_stack_dependency(stacks.part("edge", EDGE_REGION))  # which makes the key that it tells
    Front(front, "front", ground, gateway.api_id)
    for service in services:
        if any(isinstance(declared, Endpoint) for declared in service):
            front.add_stack_dependency(stacks.of(service))
    Oversight(stacks.part("oversight"), "oversight", ground)


def _single_writers(stage: Stage, services: tuple[Service, ...]) -> list[str]:
    """Functions to be given a concurrency of one by API: the emulator does not take it from a template."""
    alone = (reaction for reaction in functions_of(services, Reaction) if reaction.at_most_one)
    return [f"{stage.prefix}-{reaction.name}" for reaction in alone]


def _with_queues(ground: Ground, services: tuple[Service, ...]) -> Ground:
    """The ground with the names of what is fed by queues and by the stream, and where their queues are."""
    queues = [declared.name for declared in functions_of(services, QueueConsumer)]
    streams = [declared.name for declared in functions_of(services, StreamConsumer)]
    host = f"https://sqs.{cdk.Aws.REGION}.{cdk.Aws.URL_SUFFIX}"
    values = {
        "QUEUES_URL": f"{host}/{cdk.Aws.ACCOUNT_ID}",
        "QUEUE_CONSUMERS": ",".join(queues),
        "STREAM_CONSUMERS": ",".join(streams),
    }
    return replace(ground, queues=queues, streams=streams, values={**ground.values, **values})


def _with_cluster(stacks: Stacks, ground: Ground) -> Ground:
    """The ground with OpenSearch, which then answers searches."""
    cluster = SearchCluster(stacks.part("search"), "search", ground.stage).cluster
    values = {
        "SEARCH_ENGINE": "opensearch",
        "OPENSEARCH_ENDPOINT": cluster.endpoint,
        "OPENSEARCH_SIGNED_FOR": cluster.signed_for,
    }
    return replace(ground, cluster=cluster, values={**ground.values, **values})


def _with_edge(stacks: Stacks, ground: Ground, api: Api) -> Ground:
    """The ground with the address customers know, unless the stage has one of its own, and with pictures."""
    edge = Edge(stacks.part("edge", EDGE_REGION), "edge", ground.stage, api.domain)
    ground = replace(ground, values={"SHOP_URL": edge.url, **ground.values, **ground.stage.settings})
    return _with_media(stacks, ground, readers=edge.distribution_id)


def _with_media(stacks: Stacks, ground: Ground, *, readers: str | None) -> Ground:
    """The ground with the bucket of pictures. `readers`: the id of the distribution that shows them."""
    media = Media(stacks.part("media"), "media", ground, readers)
    buckets = {**ground.buckets, "media": media.bucket_arn}
    return replace(ground, buckets=buckets, values={**ground.values, "MEDIA_BUCKET": media.bucket_name})


def main() -> None:
    """Write the templates, and what they upload, to where CDK_OUTDIR says."""
    app = cdk.App(context=FLAGS)
    services = discover()
    account = os.environ.get("CDK_DEFAULT_ACCOUNT")
    stage = stage_from(app.node.try_get_context, overridable=settings_of(services), account=account)
    platform(app, stage, services)
    app.synth()


if __name__ == "__main__":
    main()
