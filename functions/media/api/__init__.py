"""The endpoints of media, a module each."""
