"""`make up`: the whole stack in the background. A second one deploys only what changed."""

import sys

from infra.local import deployment, processes, shopfront, stack
from infra.local.layout import OPENSEARCH, Layout, from_environment


def bring_up(layout: Layout) -> stack.Stack:
    """Start the stack with a filled shop, or bring the running one up to date."""
    found = stack.running(layout)
    if found:
        if (layout.search == OPENSEARCH) != ("opensearch" in found.pids):
            raise processes.NotReady("the running stack has another search engine: `make down` stops it")
        print("deploying what changed")
        deployment.deploy(layout, deployment.synthesize(layout))
        return found
    made = stack.start(layout, print)
    try:
        shopfront.fill(layout)
    except BaseException:
        stack.stop(made)
        raise
    return made


def main() -> int:
    """Run the command."""
    layout = from_environment()
    try:
        bring_up(layout)
    except (processes.PortTaken, processes.NotReady, deployment.DeploymentFailed) as error:
        print(f"make up: {error}\nThe logs are in {layout.home / 'logs'}.", file=sys.stderr)
        return 1
    shopfront.show(layout)
    print("`make demo` buys something, `make down` stops it all.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
