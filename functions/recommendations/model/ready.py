"""From purchases, visits and what products are like to the lists that are served."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from recommendations.domain.choosing import FOR_CUSTOMER_MAX, FOR_PRODUCT_MAX, POPULAR_MAX, Kind, Ready
from recommendations.domain.popularity import heat
from recommendations.domain.products import Product
from recommendations.keys import of_customer, of_popular, of_product
from recommendations.model import histories
from recommendations.model.histories import Rows
from recommendations.model.likeness import traits
from recommendations.model.neighbours import nearest
from recommendations.model.purchases import Floats, Integers, Purchases
from recommendations.model.recommender import LENGTH_POWER, Recommender, first
from recommendations.model.trend import HALF_LIFE_DAYS, faded

BASKET_MAX = 200  # products of a basket or a visit
CUSTOMERS_OF_DAYS = 365  # whoever bought nothing for longer gets what is popular
CUSTOMER_PREFIX = "usr_"  # guests buy, and teach, but cannot ask
NEAR_MAX = 2 * FOR_PRODUCT_MAX  # as some are not for sale
VIEW_WEIGHT = 0.05  # a view of a product beside a basket with it, for what is popular
POPULAR_HALF_LIFE_DAYS = 30  # of a basket, for search: what is bought once a month is no fashion, and lasts
ALIKE_WEIGHT, VIEWED_WEIGHT, TASTE_WEIGHT = 1.0, 1.0, 0.5
"""What makes products similar: what they are like, visits that look at both, customers who have both. Chosen
by hand: no purchase tells who was looking for something similar."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every product by its number: those that were bought first, then all others that are known."""

    names: tuple[str, ...]
    for_sale: np.ndarray[tuple[int], np.dtype[np.bool_]]
    products: Mapping[str, Product]

    def named(self, scores: Floats, count: int, numbers: Integers | None = None) -> tuple[str, ...]:
        """The best of those for sale. `numbers`: whose scores these are; None: the first products."""
        of = np.arange(len(scores), dtype=np.int32) if numbers is None else numbers
        best = first(np.where(self.for_sale[of], scores, 0), count)
        return tuple(self.names[number] for number in of[best])


def ready(model: Recommender, views: Purchases, products: Mapping[str, Product]) -> Iterator[Ready]:
    """Every list there is, product by product and customer by customer: only the model is kept meanwhile."""
    shelf = _shelf(model.purchases, views, products)
    yield from _popular(model, views, shelf)
    yield from _of_products(model, views, shelf)
    yield from _of_customers(model, shelf)


def _shelf(bought: Purchases, viewed: Purchases, products: Mapping[str, Product]) -> Shelf:
    names = tuple(dict.fromkeys((*bought.products, *viewed.products, *products)))
    known = (products.get(name) for name in names)
    for_sale = np.array([product is None or product.is_for_sale for product in known], np.bool_)
    return Shelf(names, for_sale, products)


def _of_customers(model: Recommender, shelf: Shelf) -> Iterator[Ready]:
    for customer, name in enumerate(model.purchases.customers):
        if name.startswith(CUSTOMER_PREFIX) and model.last_days[customer] <= CUSTOMERS_OF_DAYS:
            scores = model.scores(customer)
            scores[model.have.row(customer)[0]] = 0
            yield Ready(of_customer(name), {Kind.FOR_YOU: shelf.named(scores, FOR_CUSTOMER_MAX)})


def _of_products(model: Recommender, views: Purchases, shelf: Shelf) -> Iterator[Ready]:
    numbers = {name: number for number, name in enumerate(shelf.names)}
    wide = len(shelf.names)
    baskets = nearest(histories.of_baskets(model.purchases, BASKET_MAX)[0], NEAR_MAX, power=LENGTH_POWER)
    alike = nearest(traits(shelf.products, numbers, wide), NEAR_MAX, power=0)
    visits = nearest(_visits(views, numbers, wide), NEAR_MAX, power=LENGTH_POWER)
    taste = model.near.turned()
    baskets_lately = _baskets_lately(model, views, numbers, POPULAR_HALF_LIFE_DAYS)
    for name, number in numbers.items():
        bought, similar = [], [(alike, ALIKE_WEIGHT), (visits, VIEWED_WEIGHT)]
        if number < len(model.purchases.products):
            bought, similar = [(baskets, 1.0)], [*similar, (taste, TASTE_WEIGHT)]
        together, closeness = _joined(bought, number)
        lists = {
            Kind.BOUGHT_TOGETHER: _best(shelf, together, closeness * model.trend.factor[together]),
            Kind.SIMILAR: _best(shelf, *_joined(similar, number)),
        }
        known = shelf.products.get(name)
        told = known.told if known else None
        yield Ready(
            of_product(name),
            lists,
            len(told.skus) if told else 0,
            name if told else "",
            round(heat(float(baskets_lately[number])), 2),
        )


def _best(shelf: Shelf, numbers: Integers, scores: Floats) -> tuple[str, ...]:
    return shelf.named(scores, FOR_PRODUCT_MAX, numbers)


def _joined(near: list[tuple[Rows, float]], number: int) -> tuple[Integers, Floats]:
    """The neighbours of a product by several opinions, each once, with their weighted sum."""
    rows = [(*of.row(number), np.float32(weight)) for of, weight in near]
    if not rows:
        return np.zeros(0, np.int32), np.zeros(0, np.float32)
    numbers, places = np.unique(np.concatenate([row[0] for row in rows]), return_inverse=True)
    weights = np.concatenate([row[1] * row[2] for row in rows])
    return numbers, np.bincount(places, weights, minlength=len(numbers)).astype(np.float32)


def _visits(views: Purchases, numbers: Mapping[str, int], width: int) -> Rows:
    """What was looked at in each visit, with the numbers of the shelf."""
    rows, _ = histories.of_baskets(views, BASKET_MAX)
    moved: Integers = np.array([numbers[name] for name in views.products], np.int32)
    columns = moved[rows.columns] if len(rows.columns) else rows.columns
    return Rows(rows.starts, columns, rows.weights, width)


def _popular(model: Recommender, views: Purchases, shelf: Shelf) -> Iterator[Ready]:
    numbers = {name: number for number, name in enumerate(shelf.names)}
    scores = _baskets_lately(model, views, numbers, HALF_LIFE_DAYS)
    yield Ready(of_popular(None), {Kind.POPULAR: shelf.named(scores, POPULAR_MAX)})
    for category, members in _categories(shelf.products).items():
        inside = np.zeros_like(scores)
        places = [numbers[name] for name in members]
        inside[places] = scores[places]
        yield Ready(of_popular(category), {Kind.POPULAR: shelf.named(inside, POPULAR_MAX)})


def _baskets_lately(
    model: Recommender, views: Purchases, numbers: Mapping[str, int], half_life_days: float
) -> Floats:
    """By number: in how many baskets a product lay of late, and a little for each visit that looked at it."""
    scores = np.zeros(len(numbers), np.float32)
    for seen, weight in ((model.purchases, 1.0), (views, VIEW_WEIGHT)):
        places = [numbers[name] for name in seen.products]
        scores[places] += np.float32(weight) * faded(seen, half_life_days)
    return scores


def _categories(products: Mapping[str, Product]) -> dict[str, list[str]]:
    """The products of each category, those of its branches included."""
    found: dict[str, list[str]] = {}
    for product in products.values():
        for category in product.told.likeness.category if product.told else ():
            found.setdefault(category, []).append(product.id)
    return found
