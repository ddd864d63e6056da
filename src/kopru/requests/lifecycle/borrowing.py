"""The borrowing request (istek, isteyen taraf): our talk with one supplier.

Source: domain.md 3.3, 3.5, 3.6; messages: pack.md 1.4 and 4.4. A partner's message
that no row foresees changes nothing: it is late or repeated, and is kept to be read.
"""

from enum import StrEnum

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.requests.lifecycle.machine import By, Lifecycle, State, Step


class BorrowingState(StrEnum):
    """Where our request to one supplier stands."""

    SENT = "sent"
    EXPECTED = "expected"
    PROMISED = "promised"
    SHIPPED = "shipped"
    RECEIVED = "received"
    RETURNED = "returned"
    CLOSED = "closed"
    UNFILLED = "unfilled"
    CANCEL_ASKED = "cancel_asked"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    CONDITIONAL = "conditional"
    RETRY_OFFERED = "retry_offered"
    RENEWAL_ASKED = "renewal_asked"
    RECALLED = "recalled"
    OVERDUE = "overdue"
    NOT_ARRIVED = "not_arrived"
    LOST = "lost"
    DAMAGED = "damaged"
    DISPUTED = "disputed"


S = BorrowingState

STATES = {
    S.SENT: State(W("Gönderildi", "Sent"), W("İstek karşı kütüphaneye gitti.", "The request has gone to the other library.")),
    S.EXPECTED: State(W("İşleme alındı", "Being looked for"), W("Karşı kütüphane rafına bakıyor.", "The other library is looking on its shelf.")),
    S.PROMISED: State(W("Karşılanacak", "Will be supplied"), W("Karşı kütüphane gönderecek.", "The other library will send it.")),
    S.SHIPPED: State(W("Kargoda", "Posted to us"), W("Bize doğru yolda.", "It is on its way to us.")),
    S.RECEIVED: State(W("Ulaştı", "Received"), W("Kütüphanemizde ya da okurumuzda.", "It is with us or our reader.")),
    S.RETURNED: State(W("Geri postalandı", "Posted back"), W("Sahibine doğru yolda.", "It is on its way home.")),
    S.CLOSED: State(W("Kapandı", "Closed"), W("Karşı kütüphane teslim aldı.", "The other library has it again."), final=True),
    S.UNFILLED: State(W("Karşılanamadı", "Unfilled"), W("Karşı kütüphane veremiyor; nedeni yazılı.", "The other library cannot supply; its reason is kept."), final=True),
    S.CANCEL_ASKED: State(W("İptal istendi", "Cancellation asked"), W("Karşı kütüphanenin yanıtı bekleniyor.", "The other library's answer is awaited.")),
    S.WITHDRAWN: State(W("Geri çekildi", "Withdrawn"), W("Süresinde yanıt gelmedi; istek geri çekildi, onayı bekleniyor.", "No answer in time; we withdrew and await the confirmation.")),
    S.CANCELLED: State(W("İptal edildi", "Cancelled"), W("İstek iki tarafta da kapandı.", "The request is closed on both sides."), final=True),
    S.CONDITIONAL: State(W("Koşullu", "Conditional"), W("Karşı kütüphane koşul önerdi.", "The other library offers a condition."), coming=True),
    S.RETRY_OFFERED: State(W("Yeniden denenebilir", "Retry possible"), W("Başka biçimde istenirse verilebilir.", "It would be supplied if asked otherwise."), coming=True),
    S.RENEWAL_ASKED: State(W("Uzatma istendi", "Renewal asked"), W("Uzatma yanıtı bekleniyor.", "The answer to a renewal is awaited."), coming=True),
    S.RECALLED: State(W("Geri çağrıldı", "Recalled"), W("Sahibi geri istiyor.", "The owner wants it back."), coming=True),
    S.OVERDUE: State(W("Gecikmiş", "Overdue"), W("Sahibinin tarihi geçti.", "The owner's date has passed."), coming=True),
    S.NOT_ARRIVED: State(W("Kargo gelmedi", "Not arrived"), W("Kargo beklenen günde gelmedi.", "The parcel did not come when it should."), coming=True),
    S.LOST: State(W("Kayıp", "Lost"), W("Kitap kayıp.", "The item is lost."), coming=True),
    S.DAMAGED: State(W("Hasarlı", "Damaged"), W("Kitap hasarlı.", "The item is damaged."), coming=True),
    S.DISPUTED: State(W("Uyuşmazlık", "Disputed"), W("İki kütüphane anlaşamıyor.", "The two libraries disagree."), coming=True),
}  # fmt: skip

_WAITING = (S.SENT, S.EXPECTED, S.PROMISED)

ROWS = (
    Step("send", (), S.SENT, (By.STAFF, By.SYSTEM),
         W("Gönder", "Send"), W("İstek karşı kütüphaneye gider.", "The request goes to the other library."),
         sends="Request/New", clock="answer"),
    Step("expected", (S.SENT,), S.EXPECTED, (By.PARTNER,),
         W("İşleme alındı", "Being looked for"), W("Karşı kütüphane işleme aldı.", "The other library has taken it up.")),
    Step("promised", (S.SENT, S.EXPECTED), S.PROMISED, (By.PARTNER,),
         W("Karşılanacak", "Will supply"), W("Karşı kütüphane “Evet” dedi.", "The other library said yes."), clock="arrival"),
    Step("shipped", (*_WAITING, S.CANCEL_ASKED, S.WITHDRAWN), S.SHIPPED, (By.PARTNER,),
         W("Kargoya verildi", "Posted"), W("Karşı kütüphane kargoya verdi, iade tarihini bildirdi.", "The other library posted it and gave its due date."), clock="arrival"),
    Step("unfilled", (*_WAITING, S.CANCEL_ASKED, S.WITHDRAWN), S.UNFILLED, (By.PARTNER,),
         W("Karşılanamadı", "Unfilled"), W("Karşı kütüphane “Hayır” dedi, nedenini yazdı.", "The other library said no, with its reason.")),
    *(Step("remind", (state,), state, (By.SYSTEM, By.STAFF),
           W("Hatırlat", "Remind"), W("Yanıt süresinin yarısı geçti.", "Half of the time to answer has passed."),
           sends="RequestingAgencyMessage/Notification", undo=False) for state in (S.SENT, S.EXPECTED)),
    Step("withdraw", (S.SENT, S.EXPECTED), S.WITHDRAWN, (By.SYSTEM, By.STAFF),
         W("Geri çek", "Withdraw"), W("Süresinde yanıt gelmedi; sıradaki kütüphaneye geçilir.", "No answer in time; the next library is asked."),
         sends="RequestingAgencyMessage/Cancel", with_it="patron_request.supplier_declined"),
    Step("ask_cancel", _WAITING, S.CANCEL_ASKED, (By.READER, By.STAFF),
         W("İptal iste", "Ask to cancel"), W("Okur vazgeçti.", "The reader changed their mind."),
         sends="RequestingAgencyMessage/Cancel", clock="cancel_answer"),
    Step("cancel_accepted", (*_WAITING, S.CANCEL_ASKED, S.WITHDRAWN), S.CANCELLED, (By.PARTNER,),
         W("İptal kabul edildi", "Cancellation accepted"), W("Karşı kütüphane iptali onayladı.", "The other library confirmed.")),
    Step("cancel_refused", (S.CANCEL_ASKED, S.WITHDRAWN), S.PROMISED, (By.PARTNER,),
         W("İptal edilemedi", "Cancellation refused"), W("Karşı kütüphane hazırlamış bile; gönderecek.", "The other library has it ready and will send it."), clock="arrival"),
    Step("receive", (S.SHIPPED, *_WAITING, S.CANCEL_ASKED, S.WITHDRAWN), S.RECEIVED, (By.STAFF,),
         W("Ulaştı", "It has arrived"), W("“İstenen materyal kütüphaneye ulaştı” işareti.", "The mark “the item has reached the library”."),
         sends="RequestingAgencyMessage/Received"),
    Step("post_back", (S.RECEIVED,), S.RETURNED, (By.STAFF,),
         W("Geri postala", "Post back"), W("“Geri postalandı” işareti; iade etiketi koliye kondu.", "The mark “posted back”; the return label is on the parcel."),
         sends="RequestingAgencyMessage/ShippedReturn", clock="close", paper="return_label"),
    Step("completed", (S.RETURNED, S.RECEIVED), S.CLOSED, (By.PARTNER,),
         W("Kapandı", "Closed"), W("Karşı kütüphane teslim aldığını bildirdi.", "The other library says it has it.")),
    Step("close_by_hand", (S.RETURNED,), S.CLOSED, (By.STAFF,),
         W("Elle kapat", "Close by hand"), W("Karşı kütüphane işaretlemeyi unuttu; teslim kanıtı var.", "The other library forgot to tick; there is proof of delivery."),
         asks=("reason",), with_it="patron_request.complete"),
    Step("condition", (S.SENT, S.EXPECTED), S.CONDITIONAL, (By.PARTNER,),
         W("Koşul önerildi", "Condition offered"), W("Karşı kütüphane koşul önerdi.", "A condition is offered."), coming=True),
    Step("retry", (S.SENT, S.EXPECTED), S.RETRY_OFFERED, (By.PARTNER,),
         W("Yeniden denenebilir", "Retry possible"), W("Başka biçimde istenebilir.", "It may be asked otherwise."), coming=True),
    Step("ask_renewal", (S.RECEIVED,), S.RENEWAL_ASKED, (By.STAFF, By.READER),
         W("Uzatma iste", "Ask to renew"), W("Süre uzatılması istenir.", "More time is asked for."),
         sends="RequestingAgencyMessage/Renew", coming=True),
    Step("recall", (S.RECEIVED,), S.RECALLED, (By.PARTNER,),
         W("Geri çağrıldı", "Recalled"), W("Sahibi geri istedi.", "The owner wants it back."), coming=True),
    Step("overdue", (S.RECEIVED,), S.OVERDUE, (By.PARTNER,),
         W("Gecikti", "Overdue"), W("Sahibi gecikme bildirdi.", "The owner says it is overdue."), coming=True),
    Step("not_arrived", (S.SHIPPED,), S.NOT_ARRIVED, (By.SYSTEM,),
         W("Gelmedi", "Not arrived"), W("Kargo gecikti.", "The parcel is late."), coming=True),
    Step("lose", (S.RECEIVED,), S.LOST, (By.STAFF,),
         W("Kayıp bildir", "Report lost"), W("Kitap bulunamıyor.", "It cannot be found."), coming=True),
    Step("damage", (S.RECEIVED,), S.DAMAGED, (By.STAFF,),
         W("Hasar bildir", "Report damage"), W("Kitap hasarlı.", "It is damaged."), coming=True),
    Step("dispute", (S.RETURNED,), S.DISPUTED, (By.PARTNER, By.STAFF),
         W("Uyuşmazlık aç", "Open a dispute"), W("İki taraf anlaşamıyor.", "The two sides disagree."), coming=True),
)  # fmt: skip

BORROWING = Lifecycle(
    "borrowing", W("İstek (isteyen taraf)", "Borrowing request"), S.SENT, STATES, ROWS
)
