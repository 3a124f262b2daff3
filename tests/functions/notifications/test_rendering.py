"""HTML and text that say the same, whatever is in them."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haat.money import Money
from notifications import letters
from notifications.domain import Letter, Line, one_line
from notifications.rendering import AddressInvalid, render
from tests.functions.notifications.examples import BOWL, DECLINE, ORDER, SHOP

VOID = {"meta"}
LETTERS = [
    letters.order_confirmed(ORDER, SHOP),
    letters.order_cancelled(ORDER, SHOP),
    letters.payment_failed(DECLINE, SHOP),
]


class Page(HTMLParser):
    """What a reader of the HTML sees, and the tags in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data)

    def links(self) -> list[str | None]:
        return [attributes.get("href") for tag, attributes in self.tags if tag == "a"]


def told(letter: Letter) -> list[str]:
    """Everything that a letter says, as a reader sees it."""
    lines = [text for line in letter.lines for text in (line.name, str(line.quantity), str(line.line_total))]
    facts = [text for fact in letter.facts for text in fact]
    sums = [text for label, amount in letter.sums for text in (label, str(amount))]
    return [
        one_line(text)
        for text in [
            letter.heading,
            *letter.paragraphs,
            *facts,
            *lines,
            *sums,
            letter.link_label,
            letter.closing,
        ]
    ]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.heading)
def test_html_and_text_say_everything(letter: Letter) -> None:
    mail, link = render(letter), letter.link
    page = Page(mail.html)
    for text in told(letter):
        assert text in page.texts
        assert text in mail.text
    assert page.links() == [link]
    assert link in mail.text


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.heading)
def test_the_html_closes_what_it_opens_and_can_be_read_aloud(letter: Letter) -> None:
    page = Page(render(letter).html)
    assert page.open == []
    assert ("html", {"lang": "en"}) in page.tags
    assert page.texts[0] == letter.subject  # the title
    for tag, attributes in page.tags:
        if tag == "th":
            assert attributes["scope"] in ("col", "row")
    tables = [attributes.get("role") for tag, attributes in page.tags if tag == "table"]
    assert tables.count(None) == (1 if letter.lines else 0)  # all others are for layout


def test_the_text_reads_like_a_letter() -> None:
    assert render(LETTERS[0]).text == (
        "Thank you for your order\n\n"
        "Your payment has arrived, and we are getting your parcel ready.\n\n"
        "Order: H-7K8T-9M2C-4X6Y\n\n"
        "2 × Tidepool Breakfast Bowl, 24.00 EUR each: 48.00 EUR\n"
        "1 × Assam, Second Flush, 12.50 EUR each: 12.50 EUR\n"
        "Items: 60.50 EUR\n"
        "Discount: -6.05 EUR\n"
        "Shipping: 4.90 EUR\n"
        "Total: 59.35 EUR\n"
        "of which VAT, 19 %: 9.48 EUR\n\n"
        "See your order:\nhttps://haat.example/orders/ord_1\n\n"
        "You get this mail because somebody ordered at Haat with this address.\n"
    )


@given(name=st.text(min_size=1), number=st.text(min_size=1), currency=st.sampled_from(["EUR", "JPY", "KWD"]))
def test_no_text_of_others_becomes_markup_or_a_line_of_its_own(name: str, number: str, currency: str) -> None:
    price = Money(1234, currency)
    order = replace(ORDER, number=number, lines=(Line(name, 1, price, price),), currency=currency)
    letter = letters.order_confirmed(order, SHOP)
    hostile = render(letter)
    plain = render(letters.order_confirmed(replace(ORDER, lines=(BOWL,)), SHOP))
    assert Page(hostile.html).tags == Page(plain.html).tags
    assert len(hostile.text.splitlines()) == len(plain.text.splitlines())
    assert len(hostile.subject.splitlines()) == 1
    for text in told(letter):
        assert not text or text in Page(hostile.html).texts


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x>', "&lt;b&gt;", "$total ${link} $$"]
)
def test_a_name_is_shown_as_it_is_written(name: str) -> None:
    price = Money(100, "EUR")
    mail = render(letters.order_confirmed(replace(ORDER, lines=(Line(name, 1, price, price),)), SHOP))
    assert name in Page(mail.html).texts
    assert name in mail.text
    assert not {"script", "img", "b"} & {tag for tag, _ in Page(mail.html).tags}


def test_a_link_stays_within_its_quotes() -> None:
    link = 'https://haat.example/"onclick="x/orders/1?a=1&b=<2>'
    page = Page(render(replace(LETTERS[0], link=link)).html)
    assert page.links() == [link]
    assert {name for tag, attributes in page.tags if tag == "a" for name in attributes} == {"href", "style"}


def test_a_line_break_in_a_number_does_not_reach_the_subject() -> None:
    letter = letters.order_confirmed(replace(ORDER, number="H-1\r\nBcc: all@example.com"), SHOP)
    assert render(letter).subject == "Haat: order H-1 Bcc: all@example.com is confirmed"


def test_a_domain_of_other_letters_is_written_in_ascii() -> None:
    letter = replace(LETTERS[0], to="ada@bücher.example")
    assert render(letter).to == "ada@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "@example.com",
        "ada@",
        "a@b@c",
        "ada@example.com\r\nBcc: x@y.z",
        "a@b.c,d@e.f",
        "a@b.c d@e.f",
        "<a@b.c>",
    ],
)
def test_an_address_that_is_none_or_more_than_one_is_refused(address: str) -> None:
    with pytest.raises(AddressInvalid):
        render(replace(LETTERS[0], to=address))
