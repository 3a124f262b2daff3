"""The benchmarks: what the figures of .haat/bench.json are, and how each is measured."""
