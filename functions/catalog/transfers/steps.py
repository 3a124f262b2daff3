"""One step of an import: the next records of its file, applied, and what is told of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from catalog.body import ProductBody, checked, state_of
from catalog.domain import DRAFT_BYTES_MAX, Draft, ProductTooLarge
from catalog.domain.categories import CategoryUnknown
from catalog.filing import Filer
from catalog.store.batches import Known
from catalog.store.brands import BrandStore
from catalog.store.categories import CategoryStore
from catalog.transfers.deciding import Wish, product_of
from catalog.transfers.imported import ImportedProduct
from catalog.transfers.imports import Import, Result
from catalog.transfers.records import Record, Records, Wrong, wrong
from catalog.transfers.seen import Seen
from catalog.transfers.upserting import Outcomes, Upserter
from haat.errors import Problem

STEP_RECORDS = 500
STEP_BYTES = 4 * 1024 * 1024
STEP_SKUS = 1000  # and those of one product more: all of them fit into an event


@dataclass(frozen=True, slots=True)
class Step:
    """Some records that follow each other: which ones depends on where they begin, and on nothing else."""

    records: list[Record]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a step. `report`: a line of NDJSON for each record that is wrong.

    `opening`: the first units of SKUs that nobody had given any when the step began.
    """

    results: list[Result]
    report: bytes
    opening: dict[str, int] = field(default_factory=dict)


def next_step(records: Records, begins: int) -> Step:
    """Take the records of one step; `begins` is the byte of the file at which they do."""
    taken: list[Record] = []
    skus = 0
    for record in records:
        taken.append(record)
        skus += record.skus
        many = len(taken) == STEP_RECORDS or skus >= STEP_SKUS
        if many or record.after.offset - begins >= STEP_BYTES:
            return Step(taken, is_last=False)
    return Step(taken, is_last=True)


class Applier:
    """Applies steps to the catalogue, or only says what would become of them."""

    def __init__(self) -> None:
        self._upserter = Upserter()
        self._categories = CategoryStore()
        self._filer = Filer()
        self._brands = BrandStore()
        self._absent: set[str] = set()  # categories that were not there when the step first named them

    def apply(self, step: Step, job: Import, seen: Seen) -> Done:
        """Apply a step; repeated, it changes nothing and says the same."""
        self._absent.clear()
        wishes: list[Wish] = []
        outcomes: Outcomes = {}
        for record in step.records:
            wish = self._wish(record, job)
            if isinstance(wish, Wish):
                wishes.append(wish)
            elif wish:
                outcomes[record.line] = wish
        known = self._upserter.known([sku for wish in wishes for sku in wish.skus])
        fresh: list[Wish] = []
        for wish in wishes:
            owner = product_of(wish, known)
            named = seen.add([*wish.skus, *([owner] if owner else [])])
            if named:
                outcomes[wish.line] = Wrong("named_before", f"A line before this one is about {named}.")
            else:
                fresh.append(wish)
        apply = self._upserter.foresee if job.dry_run else self._upserter.apply
        outcomes |= apply(fresh, known)
        written = (wish for wish in fresh if not isinstance(outcomes[wish.line], Wrong))
        return _done(outcomes, {wish.line: wish for wish in wishes}, _opening(written, known))

    def _wish(self, record: Record, job: Import) -> Wish | Wrong | None:
        found = record.found
        if not isinstance(found, ImportedProduct):
            return found
        draft = _draft(found)
        if not isinstance(draft, Draft):
            return wrong(draft)
        path = self._path(draft.category, job)
        if path is None:
            return wrong(CategoryUnknown(draft.category))
        refused = self._filer.wrong(draft, path)
        if refused:
            return wrong(refused)
        if not job.dry_run:
            self._brands.ensure(draft.brand)
        mark, opening = f"{job.id}/{record.line}", found.opening(job.quantity)
        return Wish(record.line, draft, path, mark, state_of(found), opening)

    def _path(self, slug: str, job: Import) -> tuple[str, ...] | None:
        if job.new_categories and not job.dry_run:
            return self._categories.ensure(slug).path
        known = None if slug in self._absent else self._categories.known(slug)
        if known is None:
            self._absent.add(slug)
        return known.path if known else (slug,) if job.new_categories else None


def _draft(body: ProductBody) -> Draft | Problem:
    draft = checked(body)
    if isinstance(draft, Draft) and len(msgspec.json.encode(draft)) > DRAFT_BYTES_MAX:
        return ProductTooLarge(DRAFT_BYTES_MAX)
    return draft


def _opening(wishes: Iterable[Wish], known: Known) -> dict[str, int]:
    """What is to be told of first units: nothing of SKUs that have had some."""
    return {
        sku: units
        for wish in wishes
        for sku, units in wish.opening.items()
        if sku not in known.heads or known.heads[sku].is_untouched
    }


def _done(outcomes: Outcomes, wishes: dict[int, Wish], opening: dict[str, int]) -> Done:
    results = [Result.FAILED if isinstance(one, Wrong) else one for one in outcomes.values()]
    told = (
        _told(line, one, wishes.get(line)) for line, one in sorted(outcomes.items()) if isinstance(one, Wrong)
    )
    return Done(results, b"".join(told), opening)


def _told(line: int, why: Wrong, wish: Wish | None) -> bytes:
    sku = wish.skus[0] if wish else None
    told = {"line": line, "sku": sku, "code": why.code, "detail": why.detail, "errors": why.errors}
    return msgspec.json.encode(told) + b"\n"
