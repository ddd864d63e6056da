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
    S.CONDITIONAL: State(W("Koşullu", "Conditional"), W("Karşı kütüphane koşul önerdi.", "The other library offers a condition.")),
    S.RETRY_OFFERED: State(W("Yeniden denenebilir", "Retry possible"), W("Başka biçimde ya da sonra istenirse verilebilir.", "It would be supplied if asked otherwise or later."), final=True),
    S.RENEWAL_ASKED: State(W("Uzatma istendi", "Renewal asked"), W("Uzatma yanıtı bekleniyor.", "The answer to a renewal is awaited.")),
    S.RECALLED: State(W("Geri çağrıldı", "Recalled"), W("Sahibi geri istiyor.", "The owner wants it back.")),
    S.OVERDUE: State(W("Gecikmiş", "Overdue"), W("Sahibinin tarihi geçti.", "The owner's date has passed.")),
    S.NOT_ARRIVED: State(W("Kargo gelmedi", "Not arrived"), W("Kargo beklenen günde gelmedi.", "The parcel did not come when it should.")),
    S.LOST: State(W("Kayıp", "Lost"), W("Kitap kayıp.", "The item is lost.")),
    S.DAMAGED: State(W("Hasarlı", "Damaged"), W("Kitap hasarlı.", "The item is damaged.")),
    S.DISPUTED: State(W("Uyuşmazlık", "Disputed"), W("İki kütüphane anlaşamıyor.", "The two libraries disagree.")),
}  # fmt: skip

_WAITING = (S.SENT, S.EXPECTED, S.PROMISED)
#: also while we make up our mind, or theirs
_BEFORE = (*_WAITING, S.CONDITIONAL)
#: with us or our reader
_HERE = (S.RECEIVED, S.RENEWAL_ASKED, S.RECALLED, S.OVERDUE)

ROWS = (
    Step("send", (), S.SENT, (By.STAFF, By.SYSTEM),
         W("Gönder", "Send"), W("İstek karşı kütüphaneye gider.", "The request goes to the other library."),
         sends="Request/New", clock="answer"),
    Step("expected", (S.SENT,), S.EXPECTED, (By.PARTNER,),
         W("İşleme alındı", "Being looked for"), W("Karşı kütüphane işleme aldı.", "The other library has taken it up.")),
    Step("promised", (S.SENT, S.EXPECTED, S.CONDITIONAL), S.PROMISED, (By.PARTNER,),
         W("Karşılanacak", "Will supply"), W("Karşı kütüphane “Evet” dedi.", "The other library said yes."), clock="arrival"),
    Step("shipped", (*_BEFORE, S.CANCEL_ASKED, S.WITHDRAWN), S.SHIPPED, (By.PARTNER,),
         W("Kargoya verildi", "Posted"), W("Karşı kütüphane kargoya verdi, iade tarihini bildirdi.", "The other library posted it and gave its due date."), clock="arrival"),
    Step("unfilled", (*_BEFORE, S.CANCEL_ASKED, S.WITHDRAWN), S.UNFILLED, (By.PARTNER,),
         W("Karşılanamadı", "Unfilled"), W("Karşı kütüphane “Hayır” dedi, nedenini yazdı.", "The other library said no, with its reason.")),
    *(Step("remind", (state,), state, (By.SYSTEM, By.STAFF),
           W("Hatırlat", "Remind"), W("Yanıt süresinin yarısı geçti.", "Half of the time to answer has passed."),
           sends="RequestingAgencyMessage/Notification", undo=False) for state in (S.SENT, S.EXPECTED)),
    Step("withdraw", _BEFORE, S.WITHDRAWN, (By.SYSTEM, By.STAFF),
         W("Geri çek", "Withdraw"), W("Süresinde yanıt gelmedi; sıradaki kütüphaneye geçilir.", "No answer in time; the next library is asked."),
         sends="RequestingAgencyMessage/Cancel", with_it="patron_request.supplier_declined"),
    Step("ask_cancel", _BEFORE, S.CANCEL_ASKED, (By.READER, By.STAFF),
         W("İptal iste", "Ask to cancel"), W("Okur vazgeçti.", "The reader changed their mind."),
         sends="RequestingAgencyMessage/Cancel", clock="cancel_answer"),
    Step("cancel_accepted", (*_BEFORE, S.CANCEL_ASKED, S.WITHDRAWN), S.CANCELLED, (By.PARTNER,),
         W("İptal kabul edildi", "Cancellation accepted"), W("Karşı kütüphane iptali onayladı.", "The other library confirmed.")),
    Step("cancel_refused", (S.CANCEL_ASKED, S.WITHDRAWN), S.PROMISED, (By.PARTNER,),
         W("İptal edilemedi", "Cancellation refused"), W("Karşı kütüphane hazırlamış bile; gönderecek.", "The other library has it ready and will send it."), clock="arrival"),
    Step("receive", (S.SHIPPED, *_BEFORE, S.CANCEL_ASKED, S.WITHDRAWN, S.NOT_ARRIVED), S.RECEIVED, (By.STAFF,),
         W("Ulaştı", "It has arrived"), W("“İstenen materyal kütüphaneye ulaştı” işareti.", "The mark “the item has reached the library”."),
         sends="RequestingAgencyMessage/Received"),
    Step("post_back", (*_HERE, S.DAMAGED), S.RETURNED, (By.STAFF,),
         W("Geri postala", "Post back"), W("“Geri postalandı” işareti; iade etiketi koliye kondu.", "The mark “posted back”; the return label is on the parcel."),
         sends="RequestingAgencyMessage/ShippedReturn", clock="close", paper="return_label"),
    Step("completed", (S.RETURNED, *_HERE, S.DISPUTED, S.DAMAGED, S.LOST), S.CLOSED, (By.PARTNER,),
         W("Kapandı", "Closed"), W("Karşı kütüphane teslim aldığını bildirdi.", "The other library says it has it.")),
    Step("close_by_hand", (S.RETURNED, S.DISPUTED, S.LOST), S.CLOSED, (By.STAFF,),
         W("Elle kapat", "Close by hand"), W("Karşı kütüphane işaretlemeyi unuttu; teslim kanıtı var.", "The other library forgot to tick; there is proof of delivery."),
         asks=("reason",), with_it="patron_request.complete"),
    Step("copy_sent", (*_BEFORE, S.CANCEL_ASKED, S.WITHDRAWN), S.CLOSED, (By.PARTNER,),
         W("Kopya gönderildi", "Copy sent"), W("Karşı kütüphane kopyayı gönderdi; geri gidecek bir şey yok.", "The other library has sent the copy; nothing goes back.")),
    # -- a condition, or another way
    Step("condition", (S.SENT, S.EXPECTED, S.PROMISED), S.CONDITIONAL, (By.PARTNER,),
         W("Koşul önerildi", "Condition offered"), W("Karşı kütüphane koşul önerdi.", "The other library offers a condition."), clock="condition"),
    Step("accept_condition", (S.CONDITIONAL,), S.EXPECTED, (By.READER, By.STAFF),
         W("Koşulu kabul et", "Accept the condition"), W("Koşul kabul edildi.", "The condition is accepted."),
         sends="RequestingAgencyMessage/Notification", clock="answer"),
    Step("decline_condition", (S.CONDITIONAL,), S.WITHDRAWN, (By.READER, By.STAFF),
         W("Koşulu kabul etme", "Decline the condition"), W("Koşul kabul edilmedi; istek geri çekilir.", "The condition is declined; the request is withdrawn."),
         sends="RequestingAgencyMessage/Cancel"),
    Step("condition_lapsed", (S.CONDITIONAL,), S.WITHDRAWN, (By.SYSTEM,),
         W("Koşulun süresi doldu", "The condition lapsed"), W("Koşula yanıt verilmedi; istek geri çekilir.", "The condition was not answered; the request is withdrawn."),
         sends="RequestingAgencyMessage/Cancel"),
    Step("retry", (*_BEFORE, S.CANCEL_ASKED, S.WITHDRAWN), S.RETRY_OFFERED, (By.PARTNER,),
         W("Yeniden denenebilir", "Retry possible"), W("Bu istek bitti; başka biçimde ya da sonra istenebilir.", "This request is over; it may be asked otherwise or later.")),
    Step("cancel_unanswered", (S.CANCEL_ASKED,), S.WITHDRAWN, (By.SYSTEM,),
         W("İptal yanıtsız kaldı", "The cancellation was not answered"), W("Yanıt gelmedi; istek geri çekilmiş sayılır.", "No answer came; we take it as withdrawn.")),
    Step("late_yes", (S.WITHDRAWN,), S.WITHDRAWN, (By.PARTNER,),
         W("Geç gelen evet", "A late yes"), W("Geri çekilmişti; iptal yeniden bildirilir.", "We had withdrawn; the cancellation is told again."),
         sends="RequestingAgencyMessage/Cancel"),
    # -- the way here
    *(Step("tracked", (state,), state, (By.PARTNER,),
           W("Takip numarası geldi", "Tracking number told"), W("Karşı kütüphane kargonun numarasını bildirdi.", "The other library told the courier's number.")) for state in (S.SHIPPED, S.NOT_ARRIVED)),
    Step("track", (S.RETURNED,), S.RETURNED, (By.STAFF,),
         W("Takip numarasını bildir", "Tell the tracking number"), W("Dönüş kargosunun numarası sahibine bildirilir.", "The number of the parcel home is told to its owner."),
         sends="RequestingAgencyMessage/Notification", undo=False),
    Step("not_arrived", (S.SHIPPED,), S.NOT_ARRIVED, (By.SYSTEM, By.STAFF),
         W("Gelmedi", "Not arrived"), W("Kargo beklenen günde gelmedi; gönderene sorulur.", "The parcel did not come when it should; the sender is asked."),
         sends="RequestingAgencyMessage/Notification"),
    Step("went_back", (S.SHIPPED, S.NOT_ARRIVED), S.PROMISED, (By.PARTNER,),
         W("Kargo geri döndü", "The parcel went back"), W("Teslim alınmadı, sahibine döndü; yeniden gönderilecek.", "It was not taken in and went back; it will be sent again.")),
    Step("arrived_damaged", (S.RECEIVED,), S.RECEIVED, (By.STAFF,),
         W("Hasarlı geldi", "Arrived damaged"), W("Okura verilmeden not edilir ve gönderene bildirilir.", "Noted before it goes to the reader, and told to the sender."),
         sends="RequestingAgencyMessage/Notification", asks=("note",)),
    Step("return_wrong", (S.SHIPPED, S.NOT_ARRIVED, S.RECEIVED), S.RETURNED, (By.STAFF,),
         W("Yanlış yayını geri gönder", "Send the wrong item back"), W("Gelen, istenen değil: gönderenin hesabına geri gider.", "It is not what was asked for and goes back at the sender's cost."),
         sends="RequestingAgencyMessage/ShippedReturn", clock="close", paper="return_label", asks=("note",)),
    # -- the time of a loan
    Step("ask_renewal", (S.RECEIVED, S.OVERDUE), S.RENEWAL_ASKED, (By.STAFF, By.READER),
         W("Uzatma iste", "Ask to renew"), W("Karşı kütüphaneden daha çok süre istenir.", "The other library is asked for more time."),
         sends="RequestingAgencyMessage/Renew", clock="renewal_answer"),
    Step("renewed", (S.RENEWAL_ASKED, S.RECEIVED, S.OVERDUE, S.RECALLED), S.RECEIVED, (By.PARTNER,),
         W("Süre uzatıldı", "Renewed"), W("Karşı kütüphane yeni tarih verdi.", "The other library gave a new date."), clock="due"),
    Step("renewal_refused", (S.RENEWAL_ASKED,), S.RECEIVED, (By.PARTNER,),
         W("Süre uzatılmadı", "Not renewed"), W("Karşı kütüphane uzatmadı.", "The other library did not renew.")),
    Step("due_told", (S.RECEIVED,), S.RECEIVED, (By.PARTNER,),
         W("İade günü bildirildi", "Due date told"), W("Kargo bildiriminden önce gelmişti; iade günü şimdi belli oldu.", "The parcel was here before its message; the due date is known now."), clock="due"),
    Step("recall", (S.RECEIVED, S.RENEWAL_ASKED, S.OVERDUE, S.RECALLED), S.RECALLED, (By.PARTNER,),
         W("Geri çağrıldı", "Recalled"), W("Sahibi geri istedi, yeni gününü bildirdi.", "The owner wants it back and gave a new date."), clock="due"),
    *(Step("recall", (state,), state, (By.PARTNER,),
           W("Yoldayken geri çağrıldı", "Recalled on its way"), W("Sahibi geri istedi; gelince okura verilmeden döner.", "The owner wants it back; it goes home as soon as it is here."), clock="due")
      for state in (S.SHIPPED, S.NOT_ARRIVED)),
    Step("overdue", (S.RECEIVED, S.RENEWAL_ASKED, S.RECALLED), S.OVERDUE, (By.PARTNER,),
         W("Gecikti", "Overdue"), W("Sahibi gecikme bildirdi.", "The owner says that it is overdue.")),
    Step("overdue_again", (S.OVERDUE,), S.OVERDUE, (By.PARTNER,),
         W("Yeniden uyarıldı", "Warned again"), W("Sahibi yeniden uyardı.", "The owner warned again.")),
    Step("dispute", (S.RETURNED,), S.DISPUTED, (By.PARTNER, By.STAFF),
         W("Uyuşmazlık", "Dispute"), W("Geri gönderdik; sahibi almadığını söylüyor.", "We sent it back; the owner says it has not come.")),
    # -- lost, found, damaged
    Step("lose", (S.SHIPPED, S.NOT_ARRIVED, *_HERE), S.LOST, (By.STAFF,),
         W("Kayıp bildir", "Report lost"), W("Bulunamıyor; sahibine bildirilir.", "It cannot be found; the owner is told."),
         sends="RequestingAgencyMessage/Notification"),
    Step("found", (S.LOST,), S.RECEIVED, (By.STAFF,),
         W("Bulundu", "Found"), W("Kayıp kitap geldi; sahibine bildirilir.", "The lost item turned up; the owner is told."),
         sends="RequestingAgencyMessage/Notification"),
    Step("damage", _HERE, S.DAMAGED, (By.STAFF,),
         W("Hasar bildir", "Report damage"), W("Bizdeyken hasar gördü; sahibine bildirilir.", "It was damaged while with us; the owner is told."),
         sends="RequestingAgencyMessage/Notification", asks=("note",)),
)  # fmt: skip

BORROWING = Lifecycle(
    "borrowing", W("İstek (isteyen taraf)", "Borrowing request"), S.SENT, STATES, ROWS
)
