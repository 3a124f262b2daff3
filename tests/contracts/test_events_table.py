"""The table in events/README.md says what the manifests and the schemas say."""

import pytest

from haat.manifest import Service, endpoint, reaction
from haat.permissions import Permission
from infra.docs import events
from infra.docs.events import BEGIN, END, README, Schema, renewed, schemas, services, table

PLACE = endpoint(
    "POST",
    "/api/shelf",
    "shelf.api.place",
    auth=Permission.OPERATE,
    summary="",
    emits=("ShelfFilled", "ShelfMoved"),
)
MOVE = endpoint(
    "PUT", "/api/shelf", "shelf.api.move", auth=Permission.OPERATE, summary="", emits=("ShelfMoved",)
)
DUST = reaction("ShelfMoved", "broom.reactions.dust")
HEAD = "| event | version | when | emitted by | heard by |\n|---|---|---|---|---|\n"


def test_the_table_is_up_to_date() -> None:
    now = README.read_text()
    assert renewed(now, table(services(), schemas())) == now, "python -m infra.docs.events --write"


def test_a_row_names_emitters_and_hearers_by_service() -> None:
    moved = Schema("shelf/shelf_moved.v2.json", {"title": "ShelfMoved", "description": "It moved."})
    of = [Service("shelf", (PLACE, MOVE)), Service("broom", (DUST,))]
    row = "| [ShelfMoved](shelf/shelf_moved.v2.json) | 2 | It moved. | shelf (move, place) | broom (dust) |"
    assert table(of, [moved]) == HEAD + row


def test_nobody_is_a_dash() -> None:
    moved = Schema("shelf/shelf_moved.v1.json", {"title": "ShelfMoved", "description": "It moved."})
    row = "| [ShelfMoved](shelf/shelf_moved.v1.json) | 1 | It moved. | – | – |"
    assert table([], [moved]) == HEAD + row


def test_what_stands_around_the_markers_stays() -> None:
    assert renewed(f"a\n{BEGIN}\nold\n{END}\nb", "new") == f"a\n{BEGIN}\nnew\n{END}\nb"


@pytest.mark.parametrize("readme", ["", BEGIN, END, f"{END} {BEGIN}"])
def test_a_text_without_markers_is_refused(readme: str) -> None:
    with pytest.raises(ValueError, match="markers"):
        renewed(readme, "new")


def test_a_table_that_is_out_of_date_is_an_error_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert events.main([]) == 0
    monkeypatch.setattr(events, "services", list[Service])
    assert events.main([]) == 1
    assert "--write" in capsys.readouterr().out
