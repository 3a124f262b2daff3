"""Privacy: a copy, for a customer, of everything that is known of them.

Owns: the copies, for a week. Never: the data itself, which each service keeps and erases.
"""
