"""The words of every mail about another e-mail address."""

from haat.address_change import Side, token_of
from notifications.domain import EmailChange, EmailChanged, Letter
from notifications.letters import moment
from notifications.shop import Shop


def to_the_current(change: EmailChange, shop: Shop) -> Letter:
    """Who reads this has the account, and can let the change happen or end it."""
    token = token_of(Side.CURRENT, change.customer_id, change.change_id)
    return Letter(
        to=change.email,
        subject=f"{shop.name}: do you want another e-mail address?",
        heading="Another e-mail address for your account?",
        paragraphs=(
            f"Somebody who knows your password wants {change.new_email} to be the address of your account.",
            "If it was you, open the link, log in and confirm. The new address gets a mail, too.",
            "When both have confirmed, you log in with the new one, on all devices but one.",
            "If it was not you, open the link and refuse, and set another password at once.",
        ),
        facts=(("Open it before", moment(change.expires_at)),),
        lines=(),
        sums=(),
        link_label="Confirm or refuse",
        link=shop.change_page(token),
        closing=_closing(shop),
    )


def to_the_new(change: EmailChange, shop: Shop) -> Letter:
    """Who reads this can have the address become that of the account that asked for it."""
    token = token_of(Side.NEW, change.customer_id, change.change_id)
    return Letter(
        to=change.new_email,
        subject=f"{shop.name}: is this your new e-mail address?",
        heading="Is this your new e-mail address?",
        paragraphs=(
            f"Somebody with an account at {shop.name} wants this to be its address.",
            "If it was you, open the link, log in and confirm. The address of now has to confirm as well.",
            "If it was not you, there is nothing to do; or open the link and refuse.",
        ),
        facts=(("Open it before", moment(change.expires_at)),),
        lines=(),
        sums=(),
        link_label="Yes, it is mine",
        link=shop.change_page(token),
        closing=f"You get this mail because somebody named this address at {shop.name}.",
    )


def to_who_has_it(change: EmailChange, shop: Shop) -> Letter:
    """Who reads this has an account with the address that somebody else, or they themselves, have named."""
    return Letter(
        to=change.new_email,
        subject=f"{shop.name}: you have an account with this address",
        heading="You have an account with this address",
        paragraphs=(
            "Somebody wanted it to be the address of another account. That cannot be: it is yours.",
            "If it was you, log in to the account that has it; or give that one another address first.",
            "If it was not you, there is nothing to do, and nobody was told that you have an account.",
        ),
        facts=(),
        lines=(),
        sums=(),
        link_label="To the shop",
        link=shop.start_page(),
        closing=_closing(shop),
    )


def email_changed(changed: EmailChanged, shop: Shop) -> Letter:
    """The last mail to the address of before."""
    return Letter(
        to=changed.former_email,
        subject=f"{shop.name}: your account has another e-mail address",
        heading="Your account has another e-mail address",
        paragraphs=(
            "Both addresses have confirmed it. This one logs in no more; other devices were logged out.",
            "Mails about orders that you have placed still come here.",
            "If it was not you, somebody else reads your mail and knows your password: write to us at once.",
        ),
        facts=(),
        lines=(),
        sums=(),
        link_label="To the shop",
        link=shop.start_page(),
        closing=f"You get this mail because you had an account at {shop.name} with this address.",
    )


def _closing(shop: Shop) -> str:
    return f"You get this mail because you have an account at {shop.name} with this address."
