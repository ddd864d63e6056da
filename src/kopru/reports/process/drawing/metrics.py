"""How wide letters are, so that text is broken where it fits. Pure.

Thousandths of the letter size, the wider of two faces for each letter: a sans with Arial's widths, which
browsers have under one name or another, and Libertinus Serif, which the papers are printed in.
A test measures both again.
"""

_WIDTHS = {
    False: {
        191: "'",
        260: "|",
        264: "l",
        268: "‘’",
        271: "i",
        272: "j",
        278: " ,.:;ıî·",
        287: "\\",
        288: "!",
        297: "IİÎ",
        310: "f",
        316: "t",
        323: "/",
        333: "()²",
        334: "{}",
        338: "-",
        351: "•",
        355: "\"",
        356: "[]",
        372: "r",
        375: "“”",
        389: "*",
        392: "`",
        400: "°",
        500: "Jcsvxzçş",
        512: "k",
        515: "y",
        518: "^",
        556: "#$0123456789?L_abdeghnopquğöüâêôû–§é€",
        584: "+<=>~×",
        611: "FTZ",
        636: "₺",
        667: "BEKPSVXYŞ",
        695: "AÂ",
        705: "&",
        722: "CDNRUÇÜÛ",
        730: "H",
        747: "w",
        778: "GOQĞÖ",
        833: "m",
        839: "M",
        889: "%",
        951: "W",
        1000: "—…",
        1015: "@",
        1130: "→",
    },
    True: {
        238: "'",
        278: " ,.‘’·",
        280: "|",
        307: "\\",
        312: "j",
        316: "/",
        322: "iıî",
        325: "l",
        333: "!():;",
        340: "²",
        351: "•",
        358: "-t",
        367: "IİÎ",
        389: "{}",
        391: "f",
        392: "`",
        397: "[]",
        400: "°",
        428: "r",
        433: "*",
        474: "\"",
        500: "z“”",
        556: "#$0123456789J_acesvçşâê–§é€",
        558: "y",
        561: "x",
        584: "+<=>^~×",
        611: "?FLbdgopquğöüôû",
        613: "k",
        616: "n",
        619: "h",
        624: "Z",
        652: "T",
        667: "EPSYŞ",
        696: "₺",
        700: "V",
        718: "X",
        722: "BCRÇ",
        729: "&",
        732: "UÜÛ",
        734: "D",
        736: "K",
        740: "ANÂ",
        778: "GOQwĞÖ",
        817: "H",
        889: "%",
        899: "M",
        905: "m",
        988: "@",
        1000: "—…",
        1028: "W",
        1154: "→",
    },
}  # fmt: skip
_BY_LETTER = {
    bold: {letter: width for width, letters in table.items() for letter in letters}
    for bold, table in _WIDTHS.items()
}
#: for a letter that stands in no table
_WIDEST = 1000


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide `text` is at most, in the unit of `size`."""
    known = _BY_LETTER[bold]
    return sum(known.get(letter, _WIDEST) for letter in text) * size / 1000


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that are no wider than `room`; a word that is wider is cut with a hyphen."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while width(word, size, bold=bold) > room and len(word) > 1:
            cut = _cut(word, room, size, bold=bold)
            lines[-1] = word[:cut] + "-"
            lines.append("")
            word = word[cut:]
        lines[-1] = word
    return lines


def _cut(word: str, room: float, size: float, *, bold: bool) -> int:
    cut = len(word) - 1
    while cut > 1 and width(word[:cut] + "-", size, bold=bold) > room:
        cut -= 1
    return cut
