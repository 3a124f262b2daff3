"""Orders: what was bought, by whom, and how far it has come.

Owns: orders, their states and their history. Never: money or stock. Placing and cancelling move those
as well, so they are checkout's; checkout writes orders through `participant`.
"""
