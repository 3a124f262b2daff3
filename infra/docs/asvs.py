"""The table of ASVS 5.0 in SECURITY.md, from asvs.csv. `python -m infra.docs.asvs --write` renews it."""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).with_name("asvs.csv")
DOCUMENT = ROOT / "SECURITY.md"
BEGIN, END = "<!-- asvs: generated -->", "<!-- /asvs -->"
STATES = ("tested", "design", "n/a", "open")


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement. `how`: the tests of one that is "tested", else words."""

    id: str
    level: int
    what: str
    state: str
    how: str

    @property
    def tests(self) -> list[tuple[str, str]]:
        """File under tests/ and name of a test, or "" for all in the file."""
        named = self.how.split() if self.state == "tested" else []
        return [(file, name) for file, _, name in (one.partition("::") for one in named)]


def lines() -> Iterator[Line]:
    """Every requirement, in the standard's order."""
    with DATA.open(newline="") as file:
        for row in csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE):
            yield Line(row["id"], int(row["level"]), row["what"], row["state"], row["how"])


def table(of: Sequence[Line]) -> str:
    """In Markdown, under how many are in which state."""
    counts = Counter((line.level, line.state) for line in of)
    told = [
        f"level {level}: " + ", ".join(f"{counts[level, state]} {state}" for state in STATES)
        for level in (1, 2)
    ]
    head = ["| | L | what | | how |", "|---|---|---|---|---|"]
    rows = [f"| {one.id} | {one.level} | {one.what} | {one.state} | {_how(one)} |" for one in of]
    counted = f"{'; '.join(told)}."
    return "\n".join(
        [counted, "", "<details><summary>All of them</summary>", "", *head, *rows, "", "</details>"]
    )


def _how(line: Line) -> str:
    shown = [
        f"`{file.removesuffix('.py')}`{f' ({_words(name)})' if name else ''}" for file, name in line.tests
    ]
    return "; ".join(shown) or line.how


def _words(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def renewed(document: str, generated: str) -> str:
    """The text with what stands between the markers replaced. Raises: ValueError without markers."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{DOCUMENT.name} has lost its markers {BEGIN} and {END}")
    return f"{before}{begin}\n{generated}\n{end}{after}"


def main(arguments: Sequence[str]) -> int:
    """Write the table, or say whether it is up to date."""
    parser = argparse.ArgumentParser(prog="python -m infra.docs.asvs", description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew SECURITY.md")
    options = parser.parse_args(arguments)
    now = DOCUMENT.read_text(encoding="utf-8")
    then = renewed(now, table(list(lines())))
    if options.write:
        DOCUMENT.write_text(then, encoding="utf-8")
    elif now != then:
        print("SECURITY.md is out of date: python -m infra.docs.asvs --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
