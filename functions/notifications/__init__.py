"""Notifications: mail to customers about their orders, payments and accounts.

Owns: which mails were sent, at most one for each order and kind (I13, G15).
Never: orders, payments or addresses. What a mail says, the event says.
"""
