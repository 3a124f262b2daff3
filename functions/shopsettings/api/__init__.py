"""The endpoints of settings, a module each."""
