"""The rules of pricing: discounts, shipping, taxes, and the price that comes of them."""
