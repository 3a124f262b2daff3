"""The rules of search: what it knows of a product, what one may ask, what is answered."""
