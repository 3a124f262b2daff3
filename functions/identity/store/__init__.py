"""Accounts and sessions in the table; PynamoDB ends here."""
