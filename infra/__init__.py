"""The ground Haat stands on: the laptop's stack and, beside it, the cloud's."""
