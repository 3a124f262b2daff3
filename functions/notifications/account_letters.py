"""The words of every mail about an account."""

from haat import address_proof, clock
from notifications.domain import Letter, Proof
from notifications.letters import moment
from notifications.shop import Shop


def email_proof(proof: Proof, shop: Shop) -> Letter:
    """Who reads this can prove that the address is theirs."""
    token = address_proof.token_of(proof.customer_id, proof.email, until_s=clock.seconds(proof.until))
    return Letter(
        to=proof.email,
        subject=f"{shop.name}: is this your e-mail address?",
        heading="Is this your e-mail address?",
        paragraphs=(
            "Somebody registered with it. If it was you, open the link and log in.",
            "Orders that you placed with this address before you had an account then appear in it.",
            "If it was not you, there is nothing to do.",
        ),
        facts=(("Open it before", moment(proof.until)),),
        lines=(),
        sums=(),
        link_label="Yes, it is mine",
        link=shop.proof_page(token),
        closing=f"You get this mail because somebody registered at {shop.name} with this address.",
    )
