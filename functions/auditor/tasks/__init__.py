"""The scheduled functions of the auditor, a module each."""
