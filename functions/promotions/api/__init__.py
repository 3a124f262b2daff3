"""The endpoints of promotions, a module each."""
