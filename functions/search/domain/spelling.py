"""How alike two words are spelled."""


def alike(word: str, asked: str, edits_max: int) -> bool:
    """Whether `edits_max` letters at most are missing, too many, other ones, or swapped with the next."""
    return bool(edits_max) and abs(len(word) - len(asked)) <= edits_max and edits(word, asked) <= edits_max


def edits(one: str, other: str) -> int:
    """The least number of letters to insert, delete, replace or swap with their neighbour (Damerau, OSA)."""
    before: list[int] = []
    last: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = last, row, [i]
        for j, opposite in enumerate(other, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                least = min(least, before[j - 2] + 1)
            row.append(least)
    return row[-1]
