"""How alike two folded texts are, cheaply. Pure."""

from kopru.catalogue.matching.numerals import ORDINALS

_TYPO = 2
_MOST_UNLIKE = 6
_TYPOS, _CLOSE, _PARTLY = 0.7, 0.8, 0.5


def titles_alike(one: str, other: str) -> str:
    """How two unlike titles stand to each other.

    "typos" where each word of the shorter is in the longer but for a letter or two, "close"
    where four words in five agree, "partly" where half do, "number" where both have
    numbers, and not the same ("5. sınıf", "6. sınıf"), else "other".
    """
    words, others = one.split(), other.split()
    mine, theirs = set(words), set(others)
    common = mine & theirs
    left, right = mine - common, theirs - common
    if _numbers_differ(words, others):
        return "number"
    if len(left) > len(right):
        left, right = right, left
    if len(left) > _MOST_UNLIKE:
        return "other"
    met = sum([any([mistyped(word, w) for w in right]) for word in left])
    share = (len(common) + met) / max(len(mine), len(theirs))
    if met == len(left) and share >= _TYPOS:
        return "typos"
    if share >= _CLOSE:
        return "close"
    return "partly" if share >= _PARTLY else "other"


def _numbers_differ(words: list[str], others: list[str]) -> bool:
    """As many numbers in both, but not the same ones in the same order."""
    mine = [word for word in words if is_number(word)]
    theirs = [word for word in others if is_number(word)]
    return mine != theirs and len(mine) == len(theirs)


def is_number(word: str) -> bool:
    """A folded word that is a number: digits, an ordinal, a Roman number of two letters or more."""
    return word.isdigit() or word in ORDINALS or (len(word) > 1 and not word.strip("ivx"))


def mistyped(one: str, other: str) -> bool:
    """Whether one of two words is the other with one letter more, less, other, or two exchanged."""
    if abs(len(one) - len(other)) > 1 or len(one) < 4:
        return False
    start = 0
    shortest = min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    end = 0
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return max(len(one), len(other)) - start - end <= _TYPO


def names_meet(one: str, other: str) -> bool:
    """Whether two name keys may be one person: the shorter's words stand in the longer, or start there."""
    mine, theirs = one.split(), other.split()
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
    long = 0
    for word in mine:
        for their in theirs:
            if word == their or (len(word) > 3 and mistyped(word, their)):
                long += len(word) > 2
                break
            if word[0] == their[0] and (len(word) == 1 or len(their) == 1):
                break
        else:
            return False
    return long > 0


def publishers_meet(one: str, other: str) -> bool:
    """Whether two publisher keys may be one house: words in common, or initials."""
    mine, _, my_letters = one.partition("|")
    theirs, _, their_letters = other.partition("|")
    if mine in (theirs, their_letters) or theirs == my_letters:
        return True
    return not set(mine.split()).isdisjoint(theirs.split())
