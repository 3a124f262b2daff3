"""Delivers mails, each at most once (I13, G15).

    claim → send → record

A mail cannot be taken back and SES cannot be asked whether it has sent one, so between "twice" and "never"
the shop chooses: whoever finds a claim that nobody finished does not send again, but records the doubt and
counts it in the metric `MailsUncertain`, which alarms. Only a mail that surely did not leave gives its claim
back, and the queue tries again.
"""

from haat.observability import count, logger
from haat.personal import is_erased_email
from haat.settings import SHOP_NAME, SHOP_URL
from notifications.domain import Letter, Message
from notifications.gateway import Mailer, NotSent, PerhapsSent
from notifications.rendering import render
from notifications.shop import Shop
from notifications.store import Claim, Claimed, MessageStore, State


class Courier:
    """Delivers mails."""

    def __init__(self, messages: MessageStore | None = None, mailer: Mailer | None = None) -> None:
        self._messages = messages or MessageStore()
        self._mailer = mailer or Mailer()

    @property
    def shop(self) -> Shop:
        """In whose name letters are written."""
        return Shop(SHOP_NAME.text(), SHOP_URL.text())

    def deliver(self, message: Message, letter: Letter) -> None:
        """Send the mail of a message unless it was claimed before, or there is nobody any more to get it.

        Three calls: claim, send, record.

        Raises: NotSent when it has to be tried again.
        """
        if is_erased_email(letter.to):
            return
        mail = render(letter)  # before the claim: a letter that cannot be rendered must not use it up
        claim = self._messages.claim(message)
        if isinstance(claim, Claimed):
            self._meet(message, claim)
            return
        try:
            provider_id = self._mailer.send(mail)
        except NotSent:
            self._give_back(claim)
            raise
        except PerhapsSent:
            self._doubt(message)
            return
        self._messages.record_sent(claim, provider_id)
        count("MailsSent")

    def _meet(self, message: Message, earlier: Claimed) -> None:
        """The same event again, while its first delivery never said how it ended: that one died."""
        if earlier.state is State.SENDING and earlier.event_id == message.event_id:
            self._doubt(message)

    def _doubt(self, message: Message) -> None:
        if self._messages.record_doubt(message):
            count("MailsUncertain")
            logger("notifications").warning("mail uncertain", about=message.about, kind=message.name)

    def _give_back(self, claim: Claim) -> None:
        self._messages.release(claim)
        count("MailsNotSent")
