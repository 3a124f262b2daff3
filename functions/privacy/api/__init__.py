"""The endpoints of privacy, a module each."""
