"""An issuer whose private key the tests have, and whose key set functions read over HTTP."""

from tests.layers.haat.http.test_tokens import KeySet, key_set

__all__ = ["KeySet", "key_set"]
