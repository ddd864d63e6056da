"""How alike two folded texts are, cheaply. Pure."""

_TYPO = 2


def titles_alike(one: str, other: str) -> float:
    """0 to 1: the share of words that both have, a word mistyped by a letter or two counted as one."""
    mine, theirs = set(one.split()), set(other.split())
    common = mine & theirs
    left, right = mine - common, theirs - common
    met = len(common)
    if left and right and len(left) < 6 and len(right) < 6:
        for word in left:
            if any(_mistyped(word, w) for w in right):
                met += 1
    longest = max(len(mine), len(theirs))
    return met / longest if longest else 0.0


def _mistyped(one: str, other: str) -> bool:
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
            if word == their or (len(word) > 3 and _mistyped(word, their)):
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
