"""The rules of invoices: what a document holds, its number, and what a refund takes back of one."""
