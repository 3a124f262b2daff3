"""10,000 checkouts a minute on one SKU, by the number of its shards. Simulated: no AWS takes part.

What the simulation assumes is printed with what it finds; `hot_sku_model` has the reasons.
"""

from infra.local.bench.hot_sku_model import Simulation, Tally, World

SEED = 20261122
PER_MINUTE = 10_000
SHARDS = (1, 2, 4, 8, 16, 32, 64)
PLENTY, SCARCE = 2 * PER_MINUTE, 1_000
SLOWER = 2  # times the assumed transaction, to see how much hangs on that assumption
WORLD = World(shards=1, units=PLENTY, per_s=PER_MINUTE / 60, seconds=60)

ASSUMPTIONS = f"""\
    assumed: buyers arrive at random for a minute, one unit each; each order is reserved and, {WORLD.payment_s:.0f} s
      later on average, confirmed: two transactions on its row. A row refuses others while one is being prepared
      and committed: log-normal, median {WORLD.window_median_s * 1000:.0f} ms, p99 {WORLD.window_p99_s * 1000:.0f} ms (AWS publishes no figure; USENIX ATC '23,
      "Distributed Transactions at Scale in Amazon DynamoDB", has the protocol: prepare, then commit).
      A row's partition takes {WORLD.row_units_per_s:.0f} write units/s (DynamoDB developer guide, "Designing partition keys"),
      an attempt costs {WORLD.units_per_attempt:.0f}, refused or not. Network {WORLD.network_s * 1000:.0f} ms, reading all rows {WORLD.read_s * 1000:.0f} ms.
    ours, run as it is: choice of the row and search (inventory), attempts and pauses (haat.table.writes).
    served: reserved, of those who could be. added: what a buyer waits beyond one undisturbed transaction."""  # noqa: E501


def measure() -> dict[str, float]:
    """The figures, of 64 shards where they do not say otherwise."""
    print(ASSUMPTIONS)
    print("    shards  units   served  conflicts  added p50     p99   busy  false refusals  oversold")
    plenty = {shards: _run(World(shards, PLENTY, WORLD.per_s, WORLD.seconds)) for shards in SHARDS}
    scarce = [_run(World(shards, SCARCE, WORLD.per_s, WORLD.seconds)) for shards in (1, SHARDS[-1])]
    slow_s = (SLOWER * WORLD.window_median_s, SLOWER * WORLD.window_p99_s)
    print(f"    and with transactions {SLOWER} times as slow:")
    slower = _run(World(SHARDS[-1], PLENTY, WORLD.per_s, WORLD.seconds, *slow_s))
    most, runs = plenty[SHARDS[-1]], (*plenty.values(), *scarce, slower)
    return {
        "hot_sku_served_share": round(most.served_share, 5),
        "hot_sku_served_share_slower": round(slower.served_share, 5),
        "hot_sku_served_share_1_shard": round(plenty[1].served_share, 3),
        "hot_sku_shards_for_all": min(n for n, found in plenty.items() if found.served_share > ENOUGH),
        "hot_sku_conflicts_per_checkout": round(most.conflicts_per_checkout, 3),
        "hot_sku_added_p50_ms": round(most.added_ms(50), 1),
        "hot_sku_added_p99_ms": round(most.added_ms(99), 1),
        "hot_sku_false_refusals": sum(found.false_refusals for found in runs),
        "hot_sku_oversold": sum(found.oversold for found in runs),
    }


ENOUGH = 0.999


def _run(world: World) -> Tally:
    found = Simulation(world, SEED).run()
    print(
        f"    {world.shards:6} {world.units:6}"
        f"  {found.served_share:7.2%}  {found.conflicts_per_checkout:9.2f}"
        f"  {found.added_ms(50):6.0f} ms {found.added_ms(99):4.0f} ms {found.unserved:6}"
        f"  {found.false_refusals:14}  {found.oversold:8}"
    )
    return found
