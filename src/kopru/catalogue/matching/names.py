"""Names of people and publishers without what cataloguers write differently. Pure."""

from functools import lru_cache

from kopru.common.text import fold

_NAME = 40
_PUBLISHER = 40
#: words that say what a publisher is, not which one
_GENERIC = frozenset({
    "yayinlari", "yayinevi", "yayin", "yay", "yayincilik", "yayinlar", "kitabevi", "kit",
    "kitap", "kitaplari", "matbaasi", "mat", "matbaa", "basimevi", "basim", "basin", "nesriyat",
    "nesriyati", "san", "tic", "as", "a", "s", "ltd", "sti", "ve", "the", "and", "of", "press",
    "publishers", "publisher", "publishing", "publications", "publication", "pub", "pubs", "pr",
    "p", "books", "book", "verlag", "verl", "verlagsgesellschaft", "editions", "edition",
    "editorial", "ed", "edizioni", "izdatelstvo", "izd", "co", "company", "inc", "incorporated",
    "corp", "limited", "sons", "und", "et", "y", "cie", "gmbh", "kg", "ag", "uitgeverij",
    "forlag", "university", "universitesi", "universitat", "universite", "univ", "u", "for",
})  # fmt: skip
#: what says how somebody took part, in statements of responsibility
_ROLES = frozenset({
    "ceviren", "cevirenler", "cev", "turkcesi", "tercume", "mutercim", "hazirlayan", "haz",
    "hazirlayanlar", "editor", "editorler", "editoru", "yazan", "yazar", "resimleyen", "resim",
    "cizen", "derleyen", "der", "yayina", "onsoz", "sunus", "redaksiyon", "ile", "tarafindan",
    "and", "edited", "editors", "translated", "translator", "translation", "from", "the",
    "with", "introduction", "notes", "illustrated", "illustrations", "preface", "foreword",
    "others", "adapted", "compiled", "und", "von", "herausgegeben", "hrsg", "ubersetzt", "mit",
    "par", "traduit", "les", "des", "die", "aus", "dem", "french", "german", "english",
    "ingilizce", "ingilizceden", "fransizca", "fransizcadan", "almanca", "almancadan", "prof",
})  # fmt: skip
#: consonants that transliterations write differently
_SOUNDS = str.maketrans({"w": "v", "q": "k", "x": "ks", **dict.fromkeys("aeiouyhj", "")})


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """A person's name without order and dates: "Pamuk, Orhan, 1952-" and "Orhan Pamuk" are one."""
    words = (word for word in fold(name).split() if not word.isdigit())
    return " ".join(sorted(words))[:_NAME].rstrip()


def helpers(responsibility: str, authors: tuple[str, ...]) -> str:
    """The words of names in a statement of responsibility and in added entries, sorted.

    Without the first author's and without what says how they took part.
    """
    words = set(fold(responsibility).split())
    for name in authors[1:]:
        words.update(name_key(name).split())
    if not words:
        return ""
    if authors:
        words.difference_update(name_key(authors[0]).split())
    return " ".join(sorted([word for word in words - _ROLES if len(word) > 2]))


@lru_cache(maxsize=65_536)
def publisher_key(name: str) -> str:
    """A publisher's own words: "Can Yayınları" and "Can Yay." are "can"; all of it where none is left.

    The first letters of all words stand behind a bar, so that "YKY" meets "Yapı Kredi
    Yayınları".
    """
    words = fold(name).split()
    own = [word for word in words if word not in _GENERIC] or words
    letters = "".join(word[0] for word in words)
    return f"{' '.join(own)[:_PUBLISHER]}|{letters[:12]}" if words else ""


@lru_cache(maxsize=65_536)
def surname_sound(name: str) -> str:
    """The consonants of a family name, alike in most transliterations: "dstvsk" for Dostoyevski.

    The family name is what stands before the comma, else the last word.
    """
    family, comma, _ = name.partition(",")
    words = fold(family).split()
    if not words:
        return ""
    word = "".join(words) if comma else words[-1]
    sound = word.translate(_SOUNDS)
    return sound if len(sound) > 1 else word
