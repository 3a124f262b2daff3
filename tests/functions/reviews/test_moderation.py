"""What the rules make of a review before a person sees it."""

import pytest

from reviews.domain.moderation import Author, Outcome, Reason, WordList, judge
from reviews.words import word_list

WORDS = WordList(refused=("casino bonus",), doubtful=("scam", "betrüger"))
BUYER = Author(has_bought=True, has_published=False)
PUBLISHED, PENDING, REJECTED = Outcome.PUBLISHED, Outcome.PENDING, Outcome.REJECTED


@pytest.mark.parametrize(
    ("text", "outcome", "reasons"),
    [
        ("", PUBLISHED, []),
        ("A good bowl. Nothing to complain about!", PUBLISHED, []),
        ("<b>bold</b> & <script>alert(1)</script>", PUBLISHED, []),
        ("Très bien ! すごくいい 👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽 عظيم", PUBLISHED, []),
        ("It cost 10.000.000 and is 9.5/10", PUBLISHED, []),
        ("Get your CASINO   bonus now", REJECTED, [Reason.REFUSED_WORDS]),
        ("casino-bonus", REJECTED, [Reason.REFUSED_WORDS]),
        ("\uff43asino bonus", REJECTED, [Reason.REFUSED_WORDS]),
        ("A bonus from no casino", PUBLISHED, []),
        ("What a Scam.", PENDING, [Reason.DOUBTFUL_WORDS]),
        ("BETRÜGER", PENDING, [Reason.DOUBTFUL_WORDS]),
        ("It scampers away", PUBLISHED, []),
        ("see http://x.example", PENDING, [Reason.LINKS]),
        ("see www.example", PENDING, [Reason.LINKS]),
        ("buy at cheap-bowls.com instead", PENDING, [Reason.LINKS]),
        ("write to me@mail.example", PENDING, [Reason.LINKS]),
        ("THIS IS THE WORST BOWL EVER", PENDING, [Reason.SHOUTING]),
        ("USB-C, HDMI, VGA", PUBLISHED, []),
        ("sooooooo good", PENDING, [Reason.SHOUTING]),
        ("good!!!!", PENDING, [Reason.SHOUTING]),
        ("good \u202edoog", PENDING, [Reason.TURNED_TEXT]),
        ("SCAM!!!! www.x", PENDING, [Reason.DOUBTFUL_WORDS, Reason.LINKS, Reason.SHOUTING]),
    ],
)
def test_the_words_of_who_bought_decide(text: str, outcome: Outcome, reasons: list[Reason]) -> None:
    verdict = judge((text,), BUYER, WORDS)
    assert (verdict.outcome, list(verdict.reasons)) == (outcome, reasons)


def test_title_and_name_are_looked_at_as_well() -> None:
    assert judge(("scam", "", ""), BUYER, WORDS).outcome is PENDING
    assert judge(("", "", "casino bonus"), BUYER, WORDS).outcome is REJECTED


@pytest.mark.parametrize(
    ("author", "reasons"),
    [
        (Author(has_bought=False, has_published=False), [Reason.NEWCOMER]),
        (Author(has_bought=False, has_published=True), []),
        (Author(has_bought=True, has_published=True, was_refused=True), [Reason.REJECTED_BEFORE]),
        (Author(has_bought=True, has_published=True, is_reported=True), [Reason.REPORTED]),
    ],
)
def test_who_writes_decides_too(author: Author, reasons: list[Reason]) -> None:
    verdict = judge(("Good.",), author, WORDS)
    assert list(verdict.reasons) == reasons
    assert verdict.outcome is (PENDING if reasons else PUBLISHED)


def test_the_list_of_words_is_there_and_has_no_word_on_both_sides() -> None:
    words = word_list()
    assert words.refused
    assert words.doubtful
    assert not set(words.refused) & set(words.doubtful)
