"""The endpoints of invoices, a module each."""
