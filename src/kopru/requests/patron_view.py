"""The few words a reader sees, made from the states. Pure and complete by test.

Source: domain.md 3.7: seven words and three side exits, one status at a time.
"""

from dataclasses import dataclass

from kopru.common.words import Words
from kopru.requests.lifecycle import PatronRequestState as S


@dataclass(frozen=True, slots=True)
class View:
    """A word, its place among the seven (None for a side exit), and what comes next."""

    word: Words
    place: int | None
    next: Words
    tone: str


SEVEN = (
    Words("Talep alındı", "Request received"),
    Words("Aranıyor", "Looking for it"),
    Words("Yolda", "On its way"),
    Words("Gelin alın", "Come and collect"),
    Words("Sizde", "With you"),
    Words("İade edildi", "Returned"),
    Words("Tamamlandı", "Completed"),
)

_RECEIVED = View(
    SEVEN[0], 0, Words("Kütüphaneniz bakacak.", "Your library will look at it."), "neutral"
)
_SEARCHING = View(SEVEN[1], 1, Words("Uygun kütüphane bulununca haber vereceğiz.", "We will tell you when a library has it."), "neutral")  # fmt: skip
_COMING = View(
    SEVEN[2], 2, Words("Gelince haber vereceğiz.", "We will tell you when it is here."), "good"
)
_COLLECT = View(
    SEVEN[3], 3, Words("Kartınızla gelip alın.", "Bring your card and collect it."), "warn"
)
_YOURS = View(
    SEVEN[4], 4, Words("Son gününe kadar geri getirin.", "Bring it back by its date."), "good"
)
_BACK = View(
    SEVEN[5], 5, Words("Sizin işiniz bitti, teşekkürler.", "Your part is done, thank you."), "good"
)
_DONE = View(SEVEN[6], 6, Words("", ""), "good")
_ANSWER = View(Words("Bilgi bekliyoruz", "We need a detail"), None, Words("Sorumuzu yanıtlayın.", "Please answer our question."), "warn")  # fmt: skip
_APPROVE = View(Words("Koşulu onaylayın", "Approve the condition"), None, Words("Yanıtınızı bekliyoruz.", "We await your answer."), "warn")  # fmt: skip
_NOT_HAD = View(Words("Sağlanamadı", "Could not be supplied"), None, Words("Nedeni aşağıda yazıyor.", "The reason is below."), "bad")  # fmt: skip
_CANCELLED = View(Words("İptal", "Cancelled"), None, Words("", ""), "neutral")
_CANCELLING = View(Words("İptal isteniyor", "Being cancelled"), None, Words("Karşı kütüphanenin yanıtını bekliyoruz.", "We await the other library's answer."), "neutral")  # fmt: skip

_RENEWING = View(SEVEN[4], 4, Words("Süre uzatma soruldu; yanıt gelene dek gecikmiş sayılmazsınız.", "More time has been asked for; you are not late until the answer comes."), "wait")  # fmt: skip
_RECALLED = View(SEVEN[4], 4, Words("Sahibi kütüphane geri istiyor.", "The library that owns it wants it back."), "bad")  # fmt: skip
_LATE = View(SEVEN[4], 4, Words("Günü geçti; lütfen getirin.", "It is overdue; please bring it back."), "bad")  # fmt: skip
_NOT_COLLECTED = View(SEVEN[5], 5, Words("Süresinde alınmadı; yola çıkana dek masadan alabilirsiniz.", "It was not collected in time; until it has left you can still have it at the desk."), "warn")  # fmt: skip
_LOST = View(SEVEN[4], 4, Words("Kayıp bildirildi; bulursanız hemen getirin.", "It is reported lost; if you find it, please bring it at once."), "bad")  # fmt: skip
_DAMAGED = View(SEVEN[5], 5, Words("Hasar sahibine bildirildi; sonucu yazacağız.", "The damage is reported to its library; we will write to you."), "warn")  # fmt: skip

_COPY_COMING = View(SEVEN[2], 2, Words("Kopyanız gönderildi; hazır olunca yazacağız.", "Your copy has been sent; we will write when it is ready."), "good")  # fmt: skip
_COPY_THERE = View(SEVEN[3], 3, Words("Kopyanız basıldı; gelip alın, sizde kalır.", "Your copy is printed; collect it, it is yours to keep."), "warn")  # fmt: skip
_COPY_YOURS = View(SEVEN[4], 4, Words("Kopyanız aşağıda; son gününe kadar açıp kaydedin.", "Your copy is below; open and save it by its last day."), "good")  # fmt: skip

VIEWS: dict[str, View] = {
    S.NEW: _RECEIVED,
    S.NEEDS_INFO: _ANSWER,
    S.SOURCING: _SEARCHING,
    S.REQUESTED: _SEARCHING,
    S.CANCEL_ASKED: _CANCELLING,
    S.ON_ITS_WAY: _COMING,
    S.READY: _COLLECT,
    S.WITH_READER: _YOURS,
    S.TAKEN_BACK: _BACK,
    S.COMPLETED: _DONE,
    S.REFUSED: _NOT_HAD,
    S.UNFILLED: _NOT_HAD,
    S.CANCELLED: _CANCELLED,
    S.CONDITION_OFFERED: _APPROVE,
    S.RENEWAL_ASKED: _RENEWING,
    S.RECALLED: _RECALLED,
    S.OVERDUE: _LATE,
    S.NOT_COLLECTED: _NOT_COLLECTED,
    S.LOST: _LOST,
    S.DAMAGED: _DAMAGED,
    S.COPY_SENT: _COPY_COMING,
    S.COPY_READY: _COPY_THERE,
    S.DELIVERED: _COPY_YOURS,
}
