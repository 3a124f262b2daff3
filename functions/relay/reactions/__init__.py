"""The reactions of relay, a module each."""
