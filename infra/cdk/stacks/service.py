"""One service: its code, and every function of its manifest with what feeds it."""

from constructs import Construct

from haat.manifest import Endpoint, Function, QueueConsumer, Schedule, Service, StreamConsumer, Task
from infra.cdk.constructs import consumers
from infra.cdk.constructs.code import Code
from infra.cdk.constructs.function import ServiceFunction
from infra.cdk.constructs.resource import output
from infra.cdk.constructs.route import Gateway, route
from infra.cdk.constructs.trigger import Trigger
from infra.cdk.ground import Ground


def starts_first(declared: Function) -> bool:
    """Whether the function has to have run before the gateway is made."""
    return isinstance(declared, Schedule) and declared.at_deploy


class ServiceFunctions(Construct):
    """A service's functions. `tasks`: ARNs by module, for the state machines."""

    def __init__(self, scope: Construct, service: Service, ground: Ground, gateway: Gateway) -> None:
        super().__init__(scope, f"service-{service.name}")
        self.tasks: dict[str, str] = {}
        self._ground, self._gateway = ground, gateway
        self._code = Code(self, "Code", service, ground.stage)
        for declared in service:
            if not starts_first(declared):
                self._add(declared)

    def _add(self, declared: Function) -> None:
        match declared:
            case Endpoint():
                route(ServiceFunction(self, declared, self._ground, self._code), declared, self._gateway)
            case Task():
                function = ServiceFunction(self, declared, self._ground, self._code)
                self.tasks[declared.module] = function.arn
            case QueueConsumer():
                consumers.queue_consumer(self, declared, self._ground, self._code)
            case StreamConsumer():
                consumers.stream_consumer(self, declared, self._ground, self._code)
            case Schedule():
                consumers.schedule(self, declared, self._ground, self._code)
            case _:
                raise TypeError(f"{declared.module} is of no known kind")


class Startup(Construct):
    """The functions that run once after each deployment, before there is a gateway: the key set is one."""

    def __init__(self, scope: Construct, name: str, services: tuple[Service, ...], ground: Ground) -> None:
        super().__init__(scope, name)
        self.functions: list[ServiceFunction] = []
        self.triggers: list[Trigger] = []
        for service in services:
            first = [
                declared for declared in service if isinstance(declared, Schedule) and declared.at_deploy
            ]
            if first:
                self._add(first, Code(self, service.name, service, ground.stage), ground)
        output(self, "StartupFunctions", ",".join(function.name for function in self.functions))

    def _add(self, first: list[Schedule], code: Code, ground: Ground) -> None:
        for declared in first:
            function = consumers.schedule(self, declared, ground, code)
            self.functions.append(function)
            if ground.stage.on_aws:  # on a laptop whoever deploys calls them: three cold starts less
                self.triggers.append(Trigger(self, function, code.hash, ground.stage))
