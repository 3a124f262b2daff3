"""The reactions of reviews, a module each."""
