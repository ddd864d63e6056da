"""What is gathered for one wanted work before it is handed on as a citation."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kopru.common.citation import Citation
from kopru.common.identifiers import isbn13, issn

# What each kind is worth asking for with; one of the fields is enough.
_NAMED_BY = ("title", "host_title", "journal", "isbn", "doi", "thesis_number")
_URL_ONLY_SURENESS = 0.7


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One wanted work read from a mail.

    `confidence` gives 0 to 1 for each said field of `citation`; below 0.8 a person
    should look. `source` is the lines it came from. `needs` are codes of what a
    person has to settle: "isbn_invalid", "title_missing", "url_only",
    "edition_binding", "author_missing", "title_is_host" (only the whole is named;
    `chapter` says which part is wanted).
    """

    citation: Citation
    confidence: Mapping[str, float]
    source: str
    needs: tuple[str, ...] = ()
    chapter: str = ""


@dataclass
class Draft:
    """Fields of one work with how sure each is; the surest value of a field stays."""

    values: dict[str, str] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    other_isbns: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    chapter: str = ""

    def put(self, name: str, value: str, sure: float) -> None:
        """Set a field unless it is already known at least as surely."""
        value = value.strip()
        if value and sure > self.sure.get(name, 0.0):
            self.values[name] = value
            self.sure[name] = round(min(sure, 1.0), 2)

    def drop(self, *names: str) -> None:
        """Forget fields."""
        for name in names:
            self.values.pop(name, None)
            self.sure.pop(name, None)

    def get(self, name: str) -> str:
        """A field's value; empty when not said."""
        return self.values.get(name, "")

    def has(self, *names: str) -> bool:
        """Whether any of the fields is said."""
        return any(self.values.get(name) for name in names)

    def fill(self, other: "Draft", weight: float = 1.0) -> None:
        """Take from `other` what is missing here, `weight` times as sure."""
        for name, value in other.values.items():
            if name not in self.values:
                self.put(name, value, other.sure[name] * weight)
        self.other_isbns += [n for n in other.other_isbns if n not in self.other_isbns]
        self.needs += [code for code in other.needs if code not in self.needs]
        self.chapter = self.chapter or other.chapter

    @property
    def names_a_work(self) -> bool:
        """Whether it says what is wanted, not only more about it."""
        return self.has(*_NAMED_BY, "url")

    def finish(self) -> ReadItem:
        """The draft as a citation, its kind settled and its numbers checked."""
        self.values["kind"] = self._kind()
        self.sure.setdefault("kind", 0.85)
        self._thesis_names_its_school()
        self._check_numbers()
        self._note_needs()
        values = {k: v for k, v in self.values.items() if v}
        confidence = {name: self.sure.get(name, 0.5) for name in values}
        if self.other_isbns:
            confidence["other_isbns"] = self.sure.get("isbn", 0.8)
        citation = Citation(**values, other_isbns=tuple(self.other_isbns))
        source = "\n".join(dict.fromkeys(self.source))
        return ReadItem(
            citation, confidence, source, tuple(dict.fromkeys(self.needs)), self.chapter
        )

    def _thesis_names_its_school(self) -> None:
        """What reads as the publisher of a thesis is the university."""
        if self.get("kind") == "thesis" and not self.has("institution") and self.has("publisher"):
            self.put("institution", self.get("publisher"), self.sure["publisher"])
            self.drop("publisher")

    def _kind(self) -> str:
        if self.has("kind"):
            return self.get("kind")
        if self.has("thesis_number", "degree"):
            return "thesis"
        if self.chapter:
            return "chapter"
        if self.has("journal", "issn"):
            return "article"
        return "article" if self.has("doi") and not self.has("publisher", "isbn") else "book"

    def _check_numbers(self) -> None:
        number = self.get("isbn")
        if number:
            self.values["isbn"] = isbn13(number) or number
            if not isbn13(number):
                self.needs.append("isbn_invalid")
                self.sure["isbn"] = min(self.sure["isbn"], 0.7)
        if self.has("issn"):
            self.values["issn"] = issn(self.get("issn")) or self.get("issn")

    def _note_needs(self) -> None:
        if self.get("kind") == "chapter" and self.has("title") and not self.has("host_title"):
            # No name of the part was given: the whole's title stands for both.
            self.put("host_title", self.get("title"), self.sure.get("title", 0.8))
            self.needs.append("title_is_host")
        if not self.has("title") and self.get("kind") != "issue":
            self.needs.append("title_missing")
        elif not self.has("author") and self.get("kind") != "issue":
            self.needs.append("author_missing")
        if (
            self.has("url")
            and self.sure.get("title", 0.0) < _URL_ONLY_SURENESS
            and not self.has("isbn", "doi")
        ):
            self.needs.append("url_only")


def share(drafts: Iterable[Draft], common: Draft, weight: float = 0.95) -> None:
    """Give every draft what was said once for all of them."""
    for draft in drafts:
        draft.fill(common, weight)


_ORDINAL_END = re.compile(r"\s*[.:]\s*$")


def clean_title(text: str) -> str:
    """A title without the quotes, blanks and points around it."""
    text = re.sub(r"\s+", " ", text).strip(' \t"“”„«»*_,;-–—')
    if text.count("(") < text.count(")"):
        text = text.rstrip(")")
    return _ORDINAL_END.sub("", text).strip(" \"“”'") if not text.endswith("...") else text
