"""The story of an order: what happened to it, as everybody who took part tells it, and what it waits for."""
