"""The README's tables."""

import pytest

from haat.manifest import Endpoint
from infra.cdk.openapi.tables import (
    MarkersMissing,
    endpoint_table,
    problem_table,
    role_table,
    written_into,
)
from infra.cdk.services import ROOT, discover, functions_of

SERVICES = discover()
README = """# Haat
<!-- endpoints: generated -->
a row of yesterday
<!-- /endpoints -->
between
<!-- roles: generated -->
<!-- /roles -->
<!-- problems: generated -->
<!-- /problems -->
end
"""


def test_the_readme_is_up_to_date() -> None:
    text = (ROOT / "README.md").read_text()
    assert written_into(text, SERVICES) == text, "run `make openapi`"


def test_every_endpoint_has_a_row() -> None:
    table = endpoint_table(SERVICES)
    for endpoint in functions_of(SERVICES, Endpoint):
        assert f"| {endpoint.method} | `{endpoint.path}` |" in table


def test_what_a_role_may_do_is_ticked() -> None:
    rows = role_table().splitlines()
    titles = [title.strip(" `") for title in rows[0].split("|")]
    (refunds,) = [row.split("|") for row in rows if "refund_payments" in row]
    ticked = {title for title, cell in zip(titles, refunds, strict=True) if cell.strip() == "✓"}
    assert ticked == {"support", "admin"}


def test_every_code_has_one_row() -> None:
    codes = [line.split("`")[1] for line in problem_table(SERVICES).splitlines()[2:]]
    assert {"out_of_stock", "not_found", "too_many_requests"} <= set(codes)
    assert len(set(codes)) == len(codes)


def test_tables_are_written_between_their_markers_and_nothing_else_changes() -> None:
    written = written_into(README, SERVICES)
    assert endpoint_table(SERVICES) in written
    assert "a row of yesterday" not in written
    assert written.startswith("# Haat\n")
    assert "-->\nbetween\n<!--" in written
    assert role_table() in written
    assert written.endswith("<!-- /problems -->\nend\n")


def test_writing_twice_changes_nothing() -> None:
    once = written_into(README, SERVICES)
    assert written_into(once, SERVICES) == once


@pytest.mark.parametrize("missing", ["<!-- endpoints: generated -->", "<!-- /problems -->"])
def test_a_file_without_a_place_for_them_is_refused(missing: str) -> None:
    with pytest.raises(MarkersMissing, match="generated"):
        written_into(README.replace(missing, ""), SERVICES)
