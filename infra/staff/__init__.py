"""Staff: who works for the shop, and in which role; by ops, in the pool of a stage."""
