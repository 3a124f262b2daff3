"""What the clock starts, a module each."""
