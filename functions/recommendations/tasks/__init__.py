"""The tasks of recommendations, a module each: states of recommend.asl.yaml, and the clock that starts it."""
