"""What every other path missed: found, repaired by the same code, and told (G13)."""
