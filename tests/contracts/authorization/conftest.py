"""Says how large the matrix is, where its tests have run."""

from typing import Any

from tests.contracts.authorization.matrix import ROWS
from tests.contracts.authorization.rows import ENDPOINTS, OF_STAFF, OF_THE_SHOP, OPEN, OWNED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the numbers of operations and rows."""
    absent, foreign = len(OWNED) + len(OF_STAFF) + len(OF_THE_SHOP), len(OWNED)
    total = len(ROWS) + absent + foreign + len(OPEN)
    terminalreporter.write_line(
        f"authorization matrix: {len(ENDPOINTS)} operations, {total} rows: {len(ROWS)} callers without the "
        f"right, {absent} absent and {foreign} foreign ids, {len(OPEN)} operations open to all"
    )
