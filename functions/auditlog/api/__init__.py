"""The endpoints of the audit log, a module each."""
