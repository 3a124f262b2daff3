"""Typesets documents: the only place that knows Typst.

The typesetter shapes every script that its fonts know, breaks lines and pages, and writes the same bytes for
the same document: the time in the file is the time of issue, and nothing in it is random.
"""

import importlib.util
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from haat import clock
from invoices.domain.documents import Document
from invoices.rendering import words

if TYPE_CHECKING:
    import typst

_FONT_PACKAGES = ("fontpkg_ibm_plex_sans_arabic", "manimgx_fonts", "noto_cjk_sans_otc")


def typeset(document: Document) -> bytes:
    """The PDF of a document: A4, tagged, with text that can be selected and read aloud."""
    import typst  # 80 MB, of which a refused request needs nothing

    inputs = {"document": msgspec.json.encode(words(document)).decode()}
    compiler = typst.Compiler(_template(), font_paths=_fonts(), sys_inputs=inputs)
    pdf = compiler.compile(format="pdf", timestamp=clock.seconds(document.issued_at))
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    return pdf


@cache
def _template() -> bytes:
    return resources.files("invoices").joinpath("templates", "document.typ").read_bytes()


@cache
def _fonts() -> "typst.Fonts":
    """The fonts of the layer, and no others: the same document looks the same on every machine."""
    import typst

    folders = [str(_folder(package)) for package in _FONT_PACKAGES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _folder(package: str) -> Path:
    """Where a package of fonts is, without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(package)
    return Path(found.origin).parent
