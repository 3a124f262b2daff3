"""Settings of the shop: what staff decide without a deployment.

Owns: what was chosen, and who chose it. Never: what a setting means, which the service says that goes by it;
which settings there are is in `haat.shop_settings`.
"""
