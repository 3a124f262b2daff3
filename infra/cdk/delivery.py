"""How often queues and streams bring again what failed. The simulation of tests/faults reads it too."""

# Of a queue
VISIBILITY_TIMEOUTS = 6  # of the function's timeout, as Lambda asks for
RECEIVES_MAX = 5
# The single writer's queue: a message that met a busy writer has been received as well.
RECEIVES_MAX_ALONE = 50

# Of a stream
RETRIES = 10  # of a stream's batch, halved each time, before it is dead
