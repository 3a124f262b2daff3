"""Haat on a laptop: what runs, fills and stops the whole system on loopback."""
