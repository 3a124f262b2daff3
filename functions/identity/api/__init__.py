"""The endpoints of identity, a module each."""
