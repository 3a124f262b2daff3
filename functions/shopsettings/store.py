"""What was chosen for settings, in the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from haat.table import reads, writes
from haat.table.shop_settings import KEY, Chosen, ShopSettingsItem
from haat.table.writes import Write


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen, by the names of settings, as of a version; 0 before the first."""

    chosen: Mapping[str, Chosen] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class ChoicesMoved:
    """Somebody else chose something meanwhile."""


class SettingsStore:
    """Settings; each method is one row of ACCESS_PATTERNS.md."""

    def current(self) -> Choices:
        """All that is chosen. One consistent read."""
        item = reads.find(ShopSettingsItem, *KEY, consistent=True)
        return Choices(item.chosen, item.version) if item else Choices()

    def choose(self, before: Choices, name: str, wanted: Chosen, *also: Write) -> ChoicesMoved | None:
        """Keep what is chosen for one setting, and `also`, if nothing moved since. One transaction."""
        item = ShopSettingsItem(
            pk=KEY[0], sk=KEY[1], chosen={**before.chosen, name: wanted}, version=before.version + 1
        )
        new = ShopSettingsItem.pk.does_not_exist()
        unchanged = ShopSettingsItem.version == before.version if before.version else new
        kept = writes.put(item, when=unchanged, refused=lambda _: ChoicesMoved())
        return ChoicesMoved() if writes.commit(kept, *also) else None
