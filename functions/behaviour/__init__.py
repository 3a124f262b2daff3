"""Behaviour: what visitors look at and search for, as their browsers tell it.

Owns: who may tell how much, and that nothing is told twice. Never: what follows from it (recommendations and
search listen), and never who somebody is, unless they are logged in and say yes.
"""
