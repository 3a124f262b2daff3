"""Domain events: written with the change they tell of, delivered at least once, applied once."""
