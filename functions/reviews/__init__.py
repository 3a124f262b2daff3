"""Reviews: what customers say of products, who may read it, and what it adds up to.

Owns: reviews, votes and reports about them, the rating of each product, and rows of its own about which
products there are and who bought them, learned from events. Never: products, orders or accounts.

Title, text and author name are plain text: kept and sent as given, markup included, and never executed
here. Whoever shows them escapes them for where they are shown.
"""
