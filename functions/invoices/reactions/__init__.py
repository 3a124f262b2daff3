"""The reactions of invoices, a module each."""
