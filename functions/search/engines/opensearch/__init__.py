"""The OpenSearch engine: a managed domain or a serverless collection, reached over HTTPS.

Every index version is an index of its own, `haat-products-7`. Two aliases say what they are for: readers ask
`haat-products`; `haat-products-next` is on the version that is being built. A writer writes to both. A
document is an entry, written on the condition that it is still the one that was read.
"""
