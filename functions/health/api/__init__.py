"""The endpoints of health, a module each."""
