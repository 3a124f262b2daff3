"""The reactions of identity, a module each."""
