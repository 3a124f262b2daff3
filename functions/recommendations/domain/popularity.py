"""How popular a product is, in steps: so wide that most products keep theirs from one night to the next."""

import math

STEPS_OF_DOUBLING = 2
STAYS_WITHIN = 0.75  # steps; at half a step, what lies between two of them would be moved each night


def heat(baskets: float) -> float:
    """Steps, not rounded, of what lay in so many baskets of late: 0 of none, 2 of one, 4 of three."""
    return STEPS_OF_DOUBLING * math.log2(1 + baskets)


def settled(level: int, heat: float) -> int:
    """The step on which a product stands that stood on `level`; asked again, the same."""
    return level if abs(heat - level) <= STAYS_WITHIN else round(heat)
