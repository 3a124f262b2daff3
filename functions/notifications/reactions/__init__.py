"""The reactions of notifications, a module each."""
