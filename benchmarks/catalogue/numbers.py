"""ISBNs with right check digits, none given twice as long as its group lasts."""

#: (first year, group) of the Turkish groups, the latest first
_TURKISH = ((2020, "625"), (2008, "605"), (2006, "9944"), (0, "975"))
_OTHERS = {
    "eng": ("0", "1"),
    "ger": ("3", "3"),
    "fre": ("2", "2"),
    "rus": ("5", "5"),
    "ota": ("977", "9953"),
}
#: odd and no multiple of five, so that counting up visits every number of a group once
_STRIDE = 618_033
_DIGITS = 9


class Numbers:
    """Gives out ISBNs group by group."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def next(self, language: str, year: int) -> str:
        """The nine digits between prefix 978 and check digit: group, publisher and title.

        Once a small group is used up its numbers come again on other books, as some do
        in life.
        """
        group = _group(language, year)
        given = self._given[group] = self._given.get(group, 0) + 1
        room = 10 ** (_DIGITS - len(group))
        return f"{group}{given * _STRIDE % room:0{_DIGITS - len(group)}}"


def _group(language: str, year: int) -> str:
    if language != "tur":
        return _OTHERS[language][year % 2]
    return next(group for first, group in _TURKISH if year >= first)


def thirteen(body: str) -> str:
    """The ISBN of thirteen digits from its nine."""
    digits = b"978" + body.encode()
    total = sum(digits[::2]) + 3 * sum(digits[1::2]) - 48 * 24
    return f"978{body}{-total % 10}"


def ten(body: str) -> str:
    """The ISBN of ten characters from its nine digits."""
    total = sum((10 - place) * int(digit) for place, digit in enumerate(body))
    check = -total % 11
    return f"{body}{'X' if check == 10 else check}"


def group_length(body: str) -> int:
    """How many of the nine digits are the group."""
    if body[0] in "012357":
        return 1
    return 4 if body[:2] == "99" else 3


def hyphened(isbn: str, group: int) -> str:
    """Thirteen digits with hyphens, the group `group` digits long."""
    rest = isbn[3 + group : 12]
    middle = len(rest) // 2
    return f"{isbn[:3]}-{isbn[3 : 3 + group]}-{rest[:middle]}-{rest[middle:]}-{isbn[12]}"


def serial_number(number: int) -> str:
    """The ISSN of a journal by its number."""
    body = f"{1300_000 + number * 7 % 8_699_999:07}"
    check = -sum((8 - place) * int(digit) for place, digit in enumerate(body)) % 11
    return f"{body[:4]}-{body[4:]}{'X' if check == 10 else check}"
