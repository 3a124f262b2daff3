"""The parameters of each operation. What is not here is refused as `parameter_unknown`, as at Stripe.

A field that is `UNSET` was not sent.
"""
