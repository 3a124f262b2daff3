"""Which words of a product's texts are the ones that were asked for: those that OpenSearch marks."""

import re
from collections.abc import Mapping
from typing import Any

from search.domain.fields import Field
from search.domain.highlighting import READ_CHARACTERS, IsFound
from search.domain.text import folded, normalised

# Of the private use area: no text has them.
_BEGIN, _END = "\ue000", "\ue001"
_MARKED = re.compile(f"{_BEGIN}(.*?){_END}")

REQUEST: dict[str, Any] = {
    "type": "plain",
    "pre_tags": [_BEGIN],
    "post_tags": [_END],
    "number_of_fragments": 0,
    "require_field_match": False,
    "max_analyzer_offset": READ_CHARACTERS,
    "fields": {field.value: {} for field in (Field.NAME, Field.EXACT, Field.DESCRIPTION)},
}


def words_marked(highlights: Mapping[str, list[str]]) -> IsFound:
    """Tells a word that is marked anywhere: indexed texts are not quite those that are shown."""
    texts = (text for field in highlights.values() for text in field)
    marked = {folded(word) for text in texts for word in _MARKED.findall(text)}
    return lambda word: folded(normalised(word)).strip() in marked
