"""Parts of the public surface of catalog."""
