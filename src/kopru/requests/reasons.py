"""Reasons for a no, as codes with words. Pure.

Unfilled codes are ISO 18626's open list (pack.md 1.5); the home library's reasons
are domain.md 3.5, step 2.
"""

from kopru.common.words import Words

UNFILLED = {
    "NotOnShelf": Words("Rafta bulunamadı", "Not on the shelf"),
    "OnLoan": Words("Şu anda ödünçte", "On loan at present"),
    "NonCirculating": Words("Ödünç verilmeyen tür", "Not for loan"),
    "NotHeld": Words("Kütüphanemizde yok", "Not held"),
    "PolicyProblem": Words("Kurallarımız izin vermiyor", "Our rules do not allow it"),
    "PoorCondition": Words("Durumu gönderilmeye uygun değil", "Too fragile to send"),
    "NotAvailableForILL": Words(
        "Kütüphaneler arası ödünce kapalı", "Not available for interlibrary loan"
    ),
}

#: ISO 18626's open list of conditions of a loan (pack.md 1.5)
LOAN_CONDITIONS = {
    "LibraryUseOnly": Words("Yalnız kütüphane içinde kullanılır", "For use in the library only"),
    "NoReproduction": Words("Kopyası çekilmez", "It may not be copied"),
    "SignatureRequired": Words("Okurun imzası gerekir", "The reader has to sign for it"),
    "SpecCollSupervReq": Words(
        "Özel koleksiyon gözetiminde kullanılır", "Used under supervision of special collections"
    ),
    "WatchLibraryUseOnly": Words(
        "Kütüphanede, görevli gözetiminde kullanılır", "Used in the library, under supervision"
    ),
    "ShorterLoan": Words("Daha kısa süreyle verilir", "Lent for a shorter time"),
    "OtherEdition": Words("Başka bir baskısı verilir", "Another edition is offered"),
    "Other": Words("Başka bir koşul", "Another condition"),
}

#: ISO 18626's open list of why to ask again (pack.md 1.5)
RETRY = {
    "OnLoan": Words("Şu anda ödünçte; sonra istenebilir", "On loan now; ask again later"),
    "NotCurrentAvailableForILL": Words(
        "Şu sıra verilemiyor; sonra istenebilir", "Not available now; ask again later"
    ),
    "AtBindery": Words("Ciltte; dönünce istenebilir", "At the bindery; ask when it is back"),
    "OnOrder": Words("Sipariş edildi; gelince istenebilir", "On order; ask when it has come"),
    "LoanPossible": Words("Kopya yerine ödünç verilebilir", "A loan is possible, not a copy"),
    "CopyPossible": Words("Ödünç yerine kopya verilebilir", "A copy is possible, not a loan"),
    "CostExceedsMaxCost": Words("Bedeli sınırınızı aşıyor", "It costs more than your limit"),
    "NotFoundAsCited": Words("Bu künyeyle bulunamadı", "Not found as cited"),
    "ReqDelDateNotPossible": Words("İstenen güne yetişmez", "Not possible by the day asked for"),
    "ReqDelMethodNotSupp": Words(
        "İstenen gönderim biçimi yok", "Not possible in the way asked for"
    ),
}

#: said in the log where a supplier kept silent; never sent as a message
NO_ANSWER = "NoAnswer"

REFUSED = {
    "held_and_in": Words("Kütüphanemizde var ve rafta", "We hold it and it is on the shelf"),
    "not_eligible": Words(
        "Bu hizmet okur grubunuza açık değil", "This service is not open to your group"
    ),
    "blocked": Words(
        "Hesabınız şu an talebe kapalı; kütüphanenizle görüşün",
        "Your account may not ask at present; please talk to your library",
    ),
    "membership_over": Words("Üyeliğinizin süresi dolmuş", "Your membership has run out"),
    "limit_reached": Words(
        "Açık istek sınırınıza ulaştınız", "You have reached your limit of open requests"
    ),
    "excluded_kind": Words(
        "Bu tür başka kütüphaneden istenmiyor", "This kind is not requested from others"
    ),
    "standstill": Words(
        "Kütüphaneler arası ödünç şu sıra durduruldu", "Interlibrary loan stands still at present"
    ),
    "open_access": Words("Açık erişimde okunabiliyor", "It can be read in open access"),
    "out_of_scope": Words("Hizmetin kapsamı dışında", "Outside this service"),
    "duplicate": Words(
        "Bu yayın için açık bir isteğiniz var", "You already have an open request for it"
    ),
}


def unfilled_words(code: str) -> Words:
    """The words for a supplier's reason; an unknown code is shown as it came."""
    if code == NO_ANSWER:
        return Words("Süresi içinde yanıt gelmedi", "No answer in time")
    return UNFILLED.get(code) or RETRY.get(code) or Words(code, code)
