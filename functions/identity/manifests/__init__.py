"""Parts of identity's public surface, each beside the rules it is about; `identity.manifest` has them all."""
