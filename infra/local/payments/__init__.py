"""The local payment provider: a stand-in for Stripe on loopback, behind the unmodified stripe-python SDK.

Owns: payment intents, charges, refunds, events and webhooks of one test account, in memory. Never: real
money, real cards, or a network beyond this machine.
"""

from infra.local.payments.browser import Browser
from infra.local.payments.client import ControlClient
from infra.local.payments.provider import Provider, running_provider

__all__ = ["Browser", "ControlClient", "Provider", "running_provider"]
