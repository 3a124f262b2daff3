"""The words of every mail about an account."""

from haat import address_proof, clock, mailed_token
from haat.mailed_token import Purpose
from notifications.domain import Change, Letter, Proof, Reset
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


def password_reset(reset: Reset, shop: Shop) -> Letter:
    """Who reads this can set another password."""
    token = mailed_token.token_of(Purpose.PASSWORD_RESET, reset.reset_id)
    return Letter(
        to=reset.email,
        subject=f"{shop.name}: set another password",
        heading="Set another password",
        paragraphs=(
            "Somebody has forgotten the password of your account. If it was you, open the link.",
            "With another password, every device that is logged in has to log in again.",
            "If it was not you, there is nothing to do: your password is as it was.",
        ),
        facts=(("Open it before", moment(reset.expires_at)),),
        lines=(),
        sums=(),
        link_label="Set another password",
        link=shop.reset_page(token),
        closing=_closing(shop),
    )


def password_changed(change: Change, shop: Shop) -> Letter:
    """There is another password; if somebody else set it, this is how to get the account back."""
    return Letter(
        to=change.email,
        subject=f"{shop.name}: your password was changed",
        heading="Your password was changed",
        paragraphs=(
            "Devices that were logged in had to log in again.",
            "If it was not you, set another password at once: it ends every login.",
            "Then unlink every account of Google or Facebook that is not yours: who has it can log in by it.",
        ),
        facts=(),
        lines=(),
        sums=(),
        link_label="It was not me",
        link=shop.forgotten_page(),
        closing=_closing(shop),
    )


def _closing(shop: Shop) -> str:
    return f"You get this mail because you have an account at {shop.name} with this address."
