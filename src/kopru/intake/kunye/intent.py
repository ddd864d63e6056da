"""What a mail is about when it is not asking for a new work. Rules as data."""

import re
from dataclasses import dataclass

from kopru.intake.kunye.flat import flat
from kopru.intake.kunye.prose import asks, split_prose


@dataclass(frozen=True, slots=True)
class Intent:
    """A code and the flat pattern a sentence of that intent matches."""

    code: str
    pattern: re.Pattern[str]


INTENTS = tuple(
    Intent(code, re.compile(pattern))
    for code, pattern in (
        (
            "out_of_office",
            r"\bofis disinda|\bizindeyim|out of (?:the )?office|otomatik (?:yanit|cevap)|automatic reply|auto-?reply",
        ),
        (
            "renewal",
            r"\b(?:sure\w*|tarih\w*|odunc\w*|kitap\w*|kitab\w*|iade\w*)\b.*\b(?:uzat\w*|temdit\w*)|\b(?:uzatma|temdit)\b|uzatabilir mi|\brenew(?:al|ed)?\b|\bextend\b.*\b(?:loan|due|date|period|book|it)\b|\bextension\b.*\b(?:loan|book|due)\b",
        ),
        (
            "cancel",
            r"\biptal\w*|\bvazgec\w*|\bgerek kalmadi|\bihtiyac\w* kalmadi|\bartik (?:istemiyorum|gerek|ihtiyac)\b.*|\bcancel\w*|no longer (?:need|require)|withdraw my request",
        ),
        (
            "status",
            r"\b(?:isteg|istek|taleb|talep|istedig|siparis|basvur)\w*\b.*\b(?:ne durumda|ne oldu|durumu|geldi mi|ulasti mi|ne zaman|hangi asama|sonuc\w*|gelisme)|\bkitap\w* (?:geldi mi|hazir mi|ne zaman gel)|\b(?:status|news|update) (?:of|on|about) (?:my|the)|\bhas my\b.*\barrived|\bwhen will\b.*\barrive",
        ),
        (
            "return",
            r"\biade (?:ettim|etti|edecegim|etmek|edebilir|edildi|edilmis|edilecek|ediyorum)|\biadesi(?:ni)?\b.*\b(?:nasil|nereye|yap)|\bgeri (?:getir|gonder|verd|verecegim)\w*|\b(?:have )?returned\b|\breturn (?:the|my|a|this) book|\bteslim ettim",
        ),
        (
            "overdue",
            r"\bgecik\w* (?:ceza|bedel|ucret)\w*|\bcezam?\b.*\b(?:ode|kac|ne kadar)|\boverdue\b|\blate fee",
        ),
        (
            "thanks",
            r"(?:\btesekkur|\bsagol|\bthank|\beline saglik|\bellerinize saglik).*\b(?:geldi|ulasti|aldim|elime|elimde|teslim aldim|received|arrived|got|buldum|hizli\w*)|\b(?:geldi|ulasti|aldim|elime|teslim aldim|received|arrived|got)\b.*(?:\btesekkur|\bsagol|\bthank)|\bkitab\w*.*\b(?:elime ulasti|teslim aldim)",
        ),
    )
)
_QUESTION = re.compile(
    r"\?|\b(?:nasil|kac|ne kadar|nereden|nerede|hangi saat\w*|mi(?:yim|siniz|yiz)?|mu(?:sunuz|yum)?|how|when|where|what|which|do you|is there|are there|can i)\b"
)
_THANKS_ONLY = re.compile(r"\b(?:tesekkur|sagol|thank|thx|minnettar)\w*")


def set_aside(text: str) -> tuple[str, str]:
    """`text` without the sentences that ask for no new work, and the first such intent's code."""
    code, kept = "", []
    for line in text.split("\n"):
        sentences = []
        for sentence in split_prose(line):
            found = intent_of(sentence)
            code = code or found
            if not found:
                sentences.append(sentence)
        kept.append(" ".join(sentences) if code else line)
    return "\n".join(kept), code


def intent_of(sentence: str) -> str:
    """The code of the intent a sentence shows; "" when it may be asking for a work."""
    plain = flat(re.sub(r"[\"“”„].{1,200}?[\"“”]", " ", sentence))
    return next((intent.code for intent in INTENTS if intent.pattern.search(plain)), "")


def why_no_request(text: str) -> str:
    """The code for a mail in which no work was found: "empty", "thanks", "question" or "nothing_found"."""
    plain = flat(text)
    if not re.search(r"\w", plain):
        return "empty"
    if _QUESTION.search(plain):
        return "question"
    if _THANKS_ONLY.search(plain) and not asks(re.sub(_THANKS_ONLY, " ", text)):
        return "thanks"
    return "nothing_found"
