"""The real OpenSearch server on loopback, without Docker: for tests, `make relevance` and a local stack."""
