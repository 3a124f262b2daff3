"""Wishlists in the table; PynamoDB ends here."""
