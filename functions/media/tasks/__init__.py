"""The scheduled functions of media, a module each."""
