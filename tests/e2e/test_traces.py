"""After all the others: nobody who was in the shop, and no secret, is in any log of the stack."""

from haat.scrubbing import scrubbed
from infra.local.buyer import ADDRESS
from tests.e2e.test_rights import lines
from tests.e2e.world import PASSWORD, World


def test_no_line_of_any_log_has_a_token_an_address_a_card_or_a_customer(world: World) -> None:
    written = list(lines(world))
    told = [
        (function, line)
        for function, line in written
        if scrubbed(line) != line or PASSWORD in line or ADDRESS["line1"] in line or ADDRESS["name"] in line
    ]
    assert told == []
    assert len(written) > 100
