"""How large the authorization matrix is: a row is one operation with one caller who has no right to it."""

from tests.contracts.authorization.matrix import ROWS
from tests.contracts.authorization.rows import ENDPOINTS, OPEN
from tests.security.counts import Counts


def run() -> Counts:
    """Operations of the document without rows that are not open to all on purpose have failed."""
    with_rows = {row.operation.name for row in ROWS}
    missing = set(ENDPOINTS) - with_rows - OPEN
    print(f"{len(ENDPOINTS)} operations: {len(with_rows)} with {len(ROWS)} rows, {len(OPEN)} open to all")
    return Counts(
        len(ENDPOINTS), len(missing), {"operations": len(ENDPOINTS), "rows": len(ROWS), "open": len(OPEN)}
    )
