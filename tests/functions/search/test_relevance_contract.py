"""How every engine has to rank and match; part of the contract."""

import pytest

from search.port import SearchEngine
from tests.functions.search.samples import asking, changed, ids, product


@pytest.fixture
def shop(engine: SearchEngine) -> SearchEngine:
    engine.apply(
        [
            changed(product("cup", "Travel cup", description="Fits a kettle base.", brand="Nord")),
            changed(product("kettle", "Electric kettle", description="Boils fast.", brand="Aquaro")),
            changed(product("lamp", "Lamp", category="garden-lights", brand="Kettle & Sons")),
            changed(product("coffee", "Café crème beans", category="coffee", brand="Brûlerie")),
            changed(product("phones", "Headphones", category="audio", attributes={"colour": "crimson"})),
            changed(
                product(
                    "radio",
                    "Radio",
                    brand="Ñu",
                    category="audio",
                    attributes={"bluetooth": True, "alarm": False},
                )
            ),
            changed(product("boots", "Running shoes for children", category="shoes")),
        ]
    )
    return engine


def test_a_word_in_the_name_counts_more_than_in_the_brand_and_there_more_than_in_the_description(
    engine: SearchEngine,
) -> None:
    engine.apply(
        [
            changed(product("3", "Other", brand="Other", description="Willow")),
            changed(product("2", "Other", brand="Willow", description="Other")),
            changed(product("1", "Willow", brand="Other", description="Other")),
        ]
    )
    assert ids(engine.search(asking("willow"))) == ["1", "2", "3"]


FOUND_FIRST = {
    "KETTLE electric": "kettle",
    "kettles electrical": "kettle",
    "shoe": "boots",
    "run": "boots",
    "shoes child": "boots",
    "cafe creme": "coffee",
    "CAFÉ": "coffee",
    "nu": "radio",
    "brulerie": "coffee",
    "garden light": "lamp",
    "crimson": "phones",
    "bluetooth": "radio",
    "PHONES-0": "phones",
    "electric, kettle!": "kettle",
}


def test_words_are_found_in_every_form_and_field(shop: SearchEngine) -> None:
    assert {text: ids(shop.search(asking(text)))[0] for text in FOUND_FIRST} == FOUND_FIRST


def test_what_a_product_has_not_is_no_word_of_it(shop: SearchEngine) -> None:
    assert shop.search(asking("alarm")).total == 0


def test_two_words_have_to_be_there_both(shop: SearchEngine) -> None:
    assert ids(shop.search(asking("travel cup"))) == ["cup"]
    assert ids(shop.search(asking("kettle base"))) == ["cup"]


def test_of_three_words_one_may_be_missing(shop: SearchEngine) -> None:
    assert ids(shop.search(asking("kettle electric zebra"))) == ["kettle"]


def test_of_words_that_no_product_has_together_any_will_do(shop: SearchEngine) -> None:
    assert set(ids(shop.search(asking("crimson boils")))) == {"phones", "kettle"}


def test_where_nothing_is_found_a_typo_is_forgiven(shop: SearchEngine) -> None:
    for text in ("hedphones", "haedphones", "headphonse", "headfones"):
        assert ids(shop.search(asking(text))) == ["phones"], text


def test_a_typo_is_not_looked_for_where_the_word_exists(engine: SearchEngine) -> None:
    engine.apply([changed(product("p", "Lamp")), changed(product("q", "Camp"))])
    assert ids(engine.search(asking("lamp"))) == ["p"]


def test_short_words_are_not_bent(engine: SearchEngine) -> None:
    engine.apply([changed(product("p", "Cup"))])
    assert engine.search(asking("cap")).total == 0


def test_small_words_do_not_find_but_beside_others_do_not_hinder(shop: SearchEngine) -> None:
    assert ids(shop.search(asking("the shoes for the children"))) == ["boots"]
    assert ids(shop.search(asking("for"))) == ["boots"]


def test_the_phrase_counts_more_than_its_words_apart(engine: SearchEngine) -> None:
    engine.apply(
        [
            changed(product("apart", "Light green wooden folding night table")),
            changed(product("together", "Green wooden folding table night light")),
        ]
    )
    assert ids(engine.search(asking("night light"))) == ["together", "apart"]


def test_what_a_product_is_counts_more_than_what_it_is_for(engine: SearchEngine) -> None:
    engine.apply(
        [
            changed(product("lock", "Laptop Lock - Laptop security for every laptop", brand="Laptop")),
            changed(product("bag", "Laptop Bag", description="Carries a laptop.")),
            changed(product("15", "Acme X15 Silver 8 GB", attributes={"product_type": "notebook"})),
            changed(product("roller", "Printer roller", description="Pulls the paper in.")),
            changed(product("cabinet", "Printer cabinet")),
            changed(product("inkjet", "Acme inkjet printer with paper tray")),
            changed(product("laser", "Acme HL-5 1200 DPI A4", attributes={"product_type": "laser printer"})),
            *(changed(product(f"kettle{n}")) for n in range(30)),  # words are rare in a shop
        ]
    )
    assert ids(engine.search(asking("laptops")))[0] == "15"
    assert set(ids(engine.search(asking("printer")))[:2]) == {"laser", "inkjet"}
    assert ids(engine.search(asking("laptop bag"))) == ["bag"]


def test_measures_and_models_are_found_however_they_are_written(engine: SearchEngine) -> None:
    engine.apply(
        [
            changed(product("dv7", 'Acme dv7-1211ea 13.3" 8 GB')),
            changed(product("dv6", 'Acme dv6-1240ea 13" 16 GB')),
            changed(product("watch", "Acme smartwatch")),
        ]
    )
    for text in ("dv7-1211ea", "DV7 1211EA", "dv71211ea", "13.3 inch", "13.3in", "8gb", "8 GB", "8-gigabyte"):
        assert ids(engine.search(asking(text)))[:1] == ["dv7"], text
    assert ids(engine.search(asking('13"'))) == ["dv6"]
    assert ids(engine.search(asking("smart watch"))) == ["watch"]


def test_plurals_that_follow_no_rule_are_found_and_marked(engine: SearchEngine) -> None:
    engine.apply([changed(product("p", "Two wireless mice")), changed(product("q", "Mousse"))])
    for text in ("mouse", "mice", "wireless mouse"):
        [hit] = engine.search(asking(text)).hits
        assert hit.id == "p", text
        assert "mice" in [part.text for part in hit.name_parts if part.found], text


def test_a_number_of_pieces_is_no_computer(engine: SearchEngine) -> None:
    engine.apply([changed(product("crayons", "Crayons 24 pc(s)")), changed(product("pc", "Gaming PC"))])
    assert ids(engine.search(asking("pc"))) == ["pc"]
    for text in ("24 pcs", "24 pieces", "24pc(s)"):
        assert ids(engine.search(asking(text))) == ["crayons"], text


def test_the_words_together_in_the_name_of_something_else_count_less_than_being_it(
    engine: SearchEngine,
) -> None:
    engine.apply(
        [
            changed(product("drum", "Drum for Laser Printer", attributes={"product_type": "printer drum"})),
            changed(product("jet", "Acme Jet Laser A4 600 DPI", attributes={"product_type": "printer"})),
            *(changed(product(f"kettle{n}")) for n in range(30)),
        ]
    )
    assert ids(engine.search(asking("laser printer"))) == ["jet", "drum"]


def test_what_two_readings_of_a_question_find_ranks_above_what_one_of_them_does(engine: SearchEngine) -> None:
    engine.apply(
        [
            changed(product("one", "Carrying case for notebook")),
            changed(product("both", "Carrying case for notebook", description="Any laptop is safe.")),
            changed(product("other", "Carrying case for laptop")),
        ]
    )
    assert ids(engine.search(asking("laptop case")))[-1] == "one"


def test_every_category_above_a_product_is_a_word_of_it(engine: SearchEngine) -> None:
    path = ("garden", "lights")
    engine.apply([changed(product("p", "Lumo 5", category="lights", category_path=path))])
    for text in ("garden", "lights", "garden light"):
        assert ids(engine.search(asking(text))) == ["p"], text


def test_no_text_is_an_error(shop: SearchEngine) -> None:
    for text in ("!!!", "***", '"', "(", "a:b:c~^", "\\", "AND", "-", "名前", "\x00", "x" * 200):
        assert shop.search(asking(text)).total == 0, text


def test_a_very_long_question_is_answered(shop: SearchEngine) -> None:
    assert ids(shop.search(asking("electric kettle " + " ".join(f"w{n}" for n in range(60)))))[0] == "kettle"
