"""Words of asking around a citation: peeled off both ends, sentence by sentence."""

import re

from kopru.intake.kunye.flat import flat, tidy, words_of
from kopru.intake.kunye.vocabulary import is_prose, prose_share

_LEAD = re.compile(r"^(?P<lead>[^:\"(]{3,220}?):\s+(?P<rest>\S.*)$", re.DOTALL)
_POINTING = re.compile(
    r"\b(?:kitab|kitap|makale|eser|yayin|tez|kunye|kaynak|bildiri|roman|dergi|istek|talep|istiyorum|rica|lazim|ihtiyac|asagida|su|sunlar|book|article|paper|thesis|following|request|item|reference|citation)\w*\b"
)
_ENDS = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')]*\s+(?=[\"“(\[]?[^\W_])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(.,'])(?:[^\W\d_]|vol|no|nr|sy|ed|eds|cev|yay|haz|der|hz|st|dr|prof|doc|ars|gor|ogr|uyesi|vs|vb|vd|bkz|bs|sf|ss|pp|jr|ltd|sti|inc|univ|yrd|av|tek|sn|mr|mrs|ms|alm|ing|ter|tic)\.$"
)
_ASKS = re.compile(
    r"\b(?:istiyor\w*|isterim|isteriz|istemekte\w*|istegi\w*|istirham\w*|talep|rica|lazim|gerek(?:iyor|li|mekte)\w*|ihtiyac\w*|temin|sagla\w+|getirt\w*|bulabil\w*|ariyor\w*|aramakta\w*|alabilir\w*|almak|odunc\w*"
    r"|edinmek|edinebil\w*|gonder\w*|yardim\w*|sevin\w*|ulas\w*|please|need|would like|looking for|request|borrow|get me|obtain|could you|can you|want|order|arz|olur mu|mumkun|yeter(?:li)?|var mi)\b"
)
_NOUN_ASKED = re.compile(
    r"(?<=\S)\s+(?:(?:adli|isimli|baslikli|ismindeki|adindaki|ismiyle|isminde|adinda)\s+)?"
    r"(?P<noun>(?:kitap|eser|roman|oyku kitab|siir kitab|ders kitab|makale|tez|calisma|bildiri|biyografi|sozluk|ansiklopedi)(?:ini|sini|inin|sinin|ina|sina|i|si|ni|in|a|ya|ye)?"
    r"|kitab(?:ini|inin|ina|i|in)|kitaplar(?:ini|i)|yuksek lisans tezini|doktora tezini)\b"
)
_NAMED_BY = re.compile(r"\s(?:adli|isimli|baslikli|ismindeki|adindaki)\b")


_JOINING = words_of("""ve veya ile of and the""")
_OPENERS = words_of(
    """merhaba merhabalar selam selamlar slm mrb hocam sayin ayrica lutfen acaba mumkunse hello hi
    dear please also additionally kindly asagidaki tesekkurler"""
)


def strip_lead(text: str) -> str:
    """`text` without an opening that only points at what follows: "şu makale: …"."""
    match = _LEAD.match(text)
    while match:
        lead = flat(match["lead"])
        words = lead.split()
        pointing = _POINTING.search(lead) and (
            prose_share(lead) >= 0.6 or (_ASKS.search(lead) and len(words) > 4)
        )
        if not pointing and prose_share(lead) < 0.99:
            break
        text = match["rest"]
        match = _LEAD.match(text)
    return text


def peel(text: str) -> str:
    """`text` without the words of asking at both ends.

    A capital inside the sentence protects a word ("Bu Kitap Hayatınızı Kurtaracak"),
    except where the whole text has no capitals to go by.
    """
    words = text.split()
    small = not any(word[:1].isupper() for word in words[1:])
    start = _leading_prose(words, small=small)
    end = len(words)
    while end > start and _is_loose(words[end - 1], small=small) and not _counted(words, end - 1):
        end -= 1
    return tidy(" ".join(words[start:end]))


def _leading_prose(words: list[str], *, small: bool) -> int:
    """How many words at the start are prose, up to the last that surely is."""
    sure = 0
    for place, word in enumerate(words):
        bare = word.strip("\"“”'‘’([")
        if word[0] in '"“(„«[' or not is_prose(word) or bare[:1].isdigit():
            break
        if flat(bare) in _JOINING:
            continue
        if (
            small
            or flat(bare).strip(" .,!") in _OPENERS
            or word[:1].islower()
            or word[-1] in ",:!;?"
            or (word[-1] == "." and len(word) > 3)
        ):
            sure = place + 1
    return sure


def _counted(words: list[str], place: int) -> bool:
    """Whether a number stands before the word: "280 sayfa", "3. cilt"."""
    return place > 0 and bool(re.search(r"\d\.?$", words[place - 1]))


def _is_loose(word: str, *, small: bool) -> bool:
    if word[-1] in '"”)]»' or word[:1] in '"“([«' or any(letter.isdigit() for letter in word):
        return False
    return is_prose(word) and (small or not word[:1].isupper())


def split_prose(text: str) -> list[str]:
    """Sentences of a line of prose; abbreviations, initials and ordinals do not end one."""
    pieces, start = [], 0
    for match in _ENDS.finditer(text):
        before = flat(text[max(start, match.start() - 10) : match.start() + 1])
        after = text[match.end() : match.end() + 1]
        short = match.group().strip() == "." and _ABBREVIATED.search(before[-9:])
        ordinal = before[-2:-1].isdigit() and before[-1] == "." and after.islower()
        if short or ordinal:
            continue
        pieces.append(text[start : match.end()].strip())
        start = match.end()
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]


def asks(text: str) -> bool:
    """Whether `text` holds a word of asking for something."""
    return bool(_ASKS.search(flat(text)))


def cut_asked_noun(text: str) -> tuple[str, bool]:
    """The words before "adlı kitabı(nı) …", and whether such a noun stood there.

    Only a noun after which nothing but prose (or brackets and numbers) stands counts.
    """
    plain = flat(text)
    for match in reversed(list(re.finditer(_NOUN_ASKED, plain))):
        noun_start, noun_end = match.span("noun")
        written = text[noun_start:noun_end]
        after = re.sub(r"\([^()]*\)", " ", text[noun_end:])
        if written[:1].isupper() or prose_share(re.sub(r"[\d.,]+", " ", after)) < 0.7:
            continue
        title = text[: match.start()]
        brackets = " ".join(re.findall(r"\([^()]*\)", text[noun_end:]))
        return f"{title} {brackets}".strip(), True
    match_named = _NAMED_BY.search(plain)
    return text, bool(match_named)
