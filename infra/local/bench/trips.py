"""Round trips per endpoint: what its manifest allows, and what the recorded checkouts took, warm."""

from collections import Counter

from haat.manifest import Endpoint
from infra.cdk.services import discover, functions_of
from infra.local.bench.recording import Recording


def show(found: Recording) -> dict[str, float]:
    """Print the table; count the endpoints whose usual request takes more than its manifest says."""
    over = 0
    print("    allowed  recorded  endpoint")
    for declared in functions_of(discover(), Endpoint):
        own = Counter(len(one.calls) for one in found.invocations if one.function == declared.name)
        usual = own.most_common(1)[0][0] if own else None
        over += usual is not None and usual > declared.round_trips
        shown = "–" if usual is None else str(usual)
        print(f"    {declared.round_trips:7}  {shown:>8}  {declared.method} {declared.path}")
    return {"endpoints_over_their_round_trips": over}
