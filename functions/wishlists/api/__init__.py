"""The endpoints of wishlists, a module each."""
