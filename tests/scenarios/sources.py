"""What went wrong in other shops, in public: every case has a test here that names it.

Numbers are of issues and pull requests of the projects on GitHub.
"""

import pytest

SOURCES = (
    "medusa #4798", "medusa #6016", "medusa #10491", "medusa #10751", "medusa #11896",
    "medusa #12401", "medusa #12588", "medusa #13301", "medusa #14818", "medusa #15122",
    "medusa #15589", "medusa #16407", "medusa #16502", "saleor #12229", "saleor #12652",
    "saleor #14857", "saleor PR 11069", "saleor PR 17086", "saleor-docs #990", "saleor #544",
    "vendure #1454", "vendure #1738", "vendure #2187", "vendure #2393", "vendure #2762",
    "vendure #3025", "vendure #3398", "vendure #3509", "vendure #4481", "vendure #5167",
    "vendure PR 2657", "vendure PR 4660", "vendure PR 4930", "nopCommerce #8085",
    "pinelab-vendure-plugins #620",
    "aws-serverless-shopping-cart #67", "aws-serverless-airline-booking",
)  # fmt: skip


def source(*cases: str) -> pytest.MarkDecorator:
    """The marker of a test: which cases it plays through."""
    unknown = set(cases) - set(SOURCES)
    if unknown:
        raise LookupError(f"not among the sources: {unknown}")
    return pytest.mark.source(*cases)
