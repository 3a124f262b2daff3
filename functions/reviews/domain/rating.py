"""What a product's published reviews add up to, exactly: how many gave how many stars."""

from dataclasses import dataclass, replace

STARS_MAX = 5


@dataclass(frozen=True, slots=True)
class Rating:
    """A product's rating. `version` counts its changes; 0: nobody has rated the product yet."""

    product_id: str
    histogram: tuple[int, ...] = (0,) * STARS_MAX  # reviews with 1, 2, 3, 4 and 5 stars
    version: int = 0

    @property
    def count(self) -> int:
        return sum(self.histogram)

    @property
    def sum(self) -> int:
        """Of the stars of all reviews."""
        return sum(stars * number for stars, number in enumerate(self.histogram, start=1))

    @property
    def average(self) -> float | None:
        """To two decimals, half up; None without a review."""
        return (200 * self.sum + self.count) // (2 * self.count) / 100 if self.count else None


def move(rating: Rating, before: int | None, after: int | None) -> Rating:
    """The rating when a review shows `after` stars instead of `before`; None: it does not show any."""
    if before == after:
        return rating
    numbers = list(rating.histogram)
    if before is not None:
        numbers[before - 1] -= 1
    if after is not None:
        numbers[after - 1] += 1
    return replace(rating, histogram=tuple(numbers), version=rating.version + 1)
