"""The reactions of wishlists, a module each."""
