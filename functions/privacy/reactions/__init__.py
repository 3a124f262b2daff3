"""The reactions of privacy, a module each."""
