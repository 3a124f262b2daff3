"""Documents that are generated from the code and kept in the repository."""
