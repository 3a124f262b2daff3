"""The parts of the platform. On AWS each is a stack; locally all of them share one, which deploys faster."""
