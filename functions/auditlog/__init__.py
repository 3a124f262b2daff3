"""The audit log: what staff changed, as read by those who look after them.

Owns: how it is searched. Never: an entry, which whoever makes a change writes with it (`haat.audit`), and
which nobody changes or deletes.
"""
