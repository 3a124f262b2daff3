"""Licences that packages may have, by their SPDX names.

None asks for our own sources. Those with a condition on changes to *their* files (MPL) are used unchanged.
"""

import re
from importlib.metadata import metadata

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "OFL-1.1",  # fonts
    "PSF-2.0",
    "Zlib",
}
# What older packages say instead, in their classifiers or in words.
_SAME_AS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Packages that say it in a file only, or in words of their own; looked at by a person.
_READ = {"pypdfium2": "BSD-3-Clause AND Apache-2.0"}
_OPERATORS = {"AND", "OR"}


def licences(package: str) -> set[str]:
    """Every licence that an installed package names; "" if it names none.

    Raises: importlib.metadata.PackageNotFoundError.
    """
    told = metadata(package)
    expression = _READ.get(package) or "".join(told.get_all("License-Expression", []))
    if expression:
        return _named(expression)
    classifiers = [one.split(" :: ")[-1] for one in told.get_all("Classifier", []) if "License ::" in one]
    named = [one for one in classifiers if one != "OSI Approved"]
    return {_SAME_AS.get(one, one) for one in named} or _named("".join(told.get_all("License", [])))


def _named(expression: str) -> set[str]:
    return set(re.findall(r"[\w.+-]+", expression)) - _OPERATORS or {""}
