"""The auditor: recomputes from raw items, and from the provider's own list, whether everything adds up.

Owns: nothing but what it found, as events. Never: another service's stores or rules. It reads items as
DynamoDB returns them, so that a mistake in the code that writes them cannot hide itself here as well.
"""
