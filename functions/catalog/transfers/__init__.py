"""Products from files and into files, of any size in bounded memory.

A file is read record by record, a record being one product: a line of NDJSON, or some rows of a sheet (CSV).
"""
