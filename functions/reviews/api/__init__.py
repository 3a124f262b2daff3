"""The endpoints of reviews, a module each."""
