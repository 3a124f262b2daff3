"""I16: ratings, votes and authors' counts are what the reviews, votes and reports in the table add up to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.domain.findings import Violation
from auditor.domain.raw import Item, document, identity, number, text, whole

REVIEW, RATING, REVIEWER = "REVIEW#", "RATING#", "REVIEWER#"
WORDS, FEEDBACK, VOTE, SUMS, COUNTS = "REVIEW", "FEEDBACK", "VOTE#", "RATING", "REVIEWER"
STATES = ("published", "pending")
Histogram = tuple[int, ...]


@dataclass(slots=True)
class Reviews:
    """What is kept of reviews: nothing of their words."""

    known: int = 0
    shown: Counter[tuple[str, int]] = field(default_factory=Counter)  # by product and stars
    rated: dict[str, tuple[Histogram, int]] = field(
        default_factory=dict
    )  # with its version, as the table says
    by_author: Counter[tuple[str, str]] = field(default_factory=Counter)  # by customer and state
    counted: dict[tuple[str, str], int] = field(default_factory=dict)  # the same, as the table says
    votes: Counter[tuple[str, bool]] = field(default_factory=Counter)  # by review
    heard: dict[tuple[str, bool], int] = field(default_factory=dict)  # the same, as the table says

    def add(self, item: Item) -> None:
        """One review. Raises: NotWhole."""
        self.known += 1
        state = text(item, "state")
        if state in STATES:
            self.by_author[text(item, "customer_id"), state] += 1
        if state == "published":
            stars = whole(document(item, "opinion", {}), "stars")
            self.shown[text(item, "product_id"), stars] += 1

    def add_feedback(self, item: Item) -> None:
        """What others say of one review. Raises: NotWhole."""
        review = identity(item, REVIEW)
        self.heard[review, True] = number(item, "helpful")
        self.heard[review, False] = number(item, "unhelpful")

    def add_vote(self, item: Item) -> None:
        """One customer's vote; one that was taken back says nothing."""
        said = item.get("helpful", {}).get("BOOL")
        if said is not None:
            self.votes[identity(item, REVIEW), bool(said)] += 1

    def add_rating(self, item: Item) -> None:
        """What the table says that a product's reviews add up to. Raises: NotWhole."""
        histogram = tuple(document(item, "histogram", []))
        self.rated[identity(item, RATING)] = (histogram, number(item, "version"))

    def add_reviewer(self, item: Item) -> None:
        """How many reviews of a customer the table counts. Raises: NotWhole."""
        customer_id = identity(item, REVIEWER)
        self.counted[customer_id, "published"] = number(item, "published")
        self.counted[customer_id, "pending"] = number(item, "waiting")

    def check(self, told: Mapping[str, Mapping[int, Histogram]]) -> Iterator[Violation]:
        """What adds up otherwise. `told`: what events say of each product's rating, by sequence."""
        for product_id in {product_id for product_id, _ in self.shown} | self.rated.keys():
            yield from self._rating(product_id, told.get(product_id, {}))
        for author in self.by_author.keys() | self.counted.keys():
            here, there = self.by_author[author], self.counted.get(author, 0)
            if here != there:
                yield Violation("I16", f"reviewer {author[0]}: {author[1]}", here, there)
        for review, said in self.votes.keys() | self.heard.keys():
            here, there = self.votes[review, said], self.heard.get((review, said), 0)
            if here != there:
                yield Violation("I16", f"review {review}: helpful is {said}", here, there)

    def _rating(self, product_id: str, told: Mapping[int, Histogram]) -> Iterator[Violation]:
        subject = f"rating {product_id}"
        adds_up = tuple(self.shown[product_id, stars] for stars in range(1, 6))
        says, version = self.rated.get(product_id, ((0,) * 5, 0))
        if says != adds_up:
            yield Violation("I16", subject, adds_up, says)
        if sorted(told) != list(range(1, version + 1)):
            yield Violation("I16", subject, f"events 1 to {version}", sorted(told))
        elif version and told[version] != says:
            yield Violation("I16", subject, told[version], says)
