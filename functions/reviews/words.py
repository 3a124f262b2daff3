"""The words that rules look for, read when first needed and kept for as long as the process lives."""

from functools import cache
from pathlib import Path

import msgspec

from reviews.domain.moderation import WordList

FILE = Path(__file__).parent / "moderation_words.json"


@cache
def word_list() -> WordList:
    """What `moderation_words.json` says."""
    return msgspec.json.decode(FILE.read_bytes(), type=WordList)
