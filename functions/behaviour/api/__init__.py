"""The endpoints of behaviour, a module each."""
