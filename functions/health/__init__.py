"""Health: whether the system is alive and ready, and the description of its API.

Owns: nothing. Never: a write, a customer's data, or a reason why something fails, which is for the log.
"""
