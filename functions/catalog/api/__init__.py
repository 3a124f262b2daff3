"""The endpoints of catalog, a module each."""
