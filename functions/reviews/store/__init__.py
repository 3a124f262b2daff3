"""Reviews in the table; PynamoDB ends here."""
