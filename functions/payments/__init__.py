"""Payments: one payment per order, paid through a provider (Stripe).

Owns: payments, their provider intents, webhooks, refunds that are due. Never: orders or stock, card
data, or a call to the provider whose idempotency key is not stored before (G2).
"""
