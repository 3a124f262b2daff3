"""The provider's resources, field for field as its API answers them; encoding one is rendering it.

Amounts are integer minor units, times are Unix seconds. A field that is `UNSET` is left out of the answer,
a field of type `None` exists at the provider and is never filled here.
"""
