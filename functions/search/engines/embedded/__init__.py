"""The embedded engine: tantivy in the function, the index's files in S3, a pointer to them in the table.

A published index is a head and its segments, all of them immutable objects. A segment is written once, by
the batch that indexed its products or merged it from smaller ones; the head lists the segments and which of
their products are replaced. The pointer names the head, and moves by a conditional write: so two writers
cannot lose each other's work, and a reader sees one whole index or the next.
"""
