"""What the clock starts in catalog, a module each."""
