"""After all the others: nobody who was in the shop, and no secret, is in any log of the stack."""

from haat.scrubbing import scrubbed
from infra.local.buyer import ADDRESS
from tests.e2e.test_rights import lines
from tests.e2e.world import PASSWORD, World

# Lambda's own lines: an id of a request, by chance, has digits that pass for a card's.
OF_LAMBDA = ("START RequestId: ", "END RequestId: ", "REPORT RequestId: ")


def test_no_line_of_any_log_has_a_token_an_address_a_card_or_a_customer(world: World) -> None:
    written = [(function, line) for function, line in lines(world) if not line.startswith(OF_LAMBDA)]
    told = [
        (function, line)
        for function, line in written
        if scrubbed(line) != line or PASSWORD in line or ADDRESS["line1"] in line or ADDRESS["name"] in line
    ]
    assert told == []
    assert len(written) > 100
