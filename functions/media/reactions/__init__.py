"""The reactions of media, a module each."""
