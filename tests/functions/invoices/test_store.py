"""What the table itself refuses."""

import pytest

from haat import clock
from invoices.domain.documents import Kind, Series, series_at
from invoices.store import DocumentStore, TakenMeanwhile
from tests.functions.invoices.examples import NOON, credit, invoiced, issue, numbers, order, order_id, refund

pytestmark = pytest.mark.usefixtures("table")
SERIES = series_at(Kind.INVOICE, NOON)


def test_a_number_that_is_taken_is_not_taken_again() -> None:
    issue(order(1))
    refused = DocumentStore().issue(SERIES, 0, [invoiced(order(2))], sequence=1)
    assert refused == TakenMeanwhile()
    assert numbers() == ["2026-000001"]


def test_a_document_is_put_only_where_there_is_none_whatever_its_number_and_its_event() -> None:
    issue(order(1))
    again = invoiced(order(1), "2026-000002")
    assert DocumentStore().issue(SERIES, 1, [again], sequence=2) == TakenMeanwhile()
    assert DocumentStore().issue(Series(Kind.INVOICE, 2027), 0, [again], sequence=2) == TakenMeanwhile()
    assert numbers() == ["2026-000001"]


def test_the_desk_knows_the_last_number_and_who_has_an_invoice() -> None:
    with clock.set_to(lambda: float(clock.seconds(NOON))):
        assert DocumentStore().look(SERIES, [order_id(1)]).last == 0
        issue(order(1), order(2))
        desk = DocumentStore().look(SERIES, [order_id(2), order_id(3)])
    assert (desk.last, list(desk.invoices)) == (2, [order_id(2)])


def test_an_order_of_many_credit_notes_gives_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """In pages, as DynamoDB does after a megabyte."""
    monkeypatch.setattr("invoices.store.documents.PAGE", 2)
    issue(order(1))
    for number in range(5):
        credit(refund(10, id=f"re_{number}"))
    notes = DocumentStore().credit_notes_of(order_id(1))
    assert [note.refund_id for note in notes] == [f"re_{number}" for number in range(5)]
