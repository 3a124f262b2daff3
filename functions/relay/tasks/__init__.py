"""The scheduled functions of relay, a module each."""
