"""Invoices: what an order's buyer was charged, on paper, and the credit notes of its refunds.

Owns: invoices and credit notes, their numbers, and how they look. Once issued they are never changed.
Never: orders, payments or prices. What a document says, the event says that it was issued for.
"""
