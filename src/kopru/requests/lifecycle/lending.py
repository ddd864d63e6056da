"""The lending request (istek, veren taraf): a supplier's work for one requester.

Source: domain.md 3.4 to 3.6; messages: pack.md 1.4 and 4.4.
"""

from enum import StrEnum

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.requests.lifecycle.machine import By, Lifecycle, State, Step


class LendingState(StrEnum):
    """Where a request that another library put to us stands."""

    NEW = "new"
    SEARCHING = "searching"
    PROMISED = "promised"
    PACKED = "packed"
    SHIPPED = "shipped"
    OUT = "out"
    RETURNING = "returning"
    CHECKED_IN = "checked_in"
    CLOSED = "closed"
    UNFILLED = "unfilled"
    CANCEL_ASKED = "cancel_asked"
    CANCELLED = "cancelled"
    CONDITIONAL = "conditional"
    RENEWAL_ASKED = "renewal_asked"
    RECALLED = "recalled"
    OVERDUE = "overdue"
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    DAMAGED = "damaged"


S = LendingState

STATES = {
    S.NEW: State(W("Yeni istek", "New request"), W("Başka bir kütüphane istedi; henüz bakılmadı.", "Another library asked; nobody has looked yet.")),
    S.SEARCHING: State(W("Rafta aranıyor", "Being looked for"), W("Fişi basıldı, raftan alınacak.", "The slip is printed; it is to be pulled.")),
    S.PROMISED: State(W("Karşılanacak", "Will supply"), W("“Evet” dendi, paketlenecek.", "We said yes; it is to be packed.")),
    S.PACKED: State(W("Kargoya hazır", "Packed"), W("Etiketi yapıştı, kargoya verilecek.", "Labelled; it is to be posted.")),
    S.SHIPPED: State(W("Gönderildi", "Posted"), W("İsteyen kütüphaneye doğru yolda.", "On its way to the requester.")),
    S.OUT: State(W("Ödünçte", "On loan"), W("İsteyen kütüphane teslim aldı.", "The requester has it.")),
    S.RETURNING: State(W("İade yolda", "Coming back"), W("İsteyen kütüphane geri postaladı.", "The requester posted it back.")),
    S.CHECKED_IN: State(W("İade alındı", "Checked in"), W("Geldi, durumu denetleniyor.", "It is back and being checked.")),
    S.CLOSED: State(W("Kapandı", "Closed"), W("Kitap yerinde, istek kapandı.", "The item is home; the request is closed."), final=True),
    S.UNFILLED: State(W("Karşılanamadı", "Unfilled"), W("“Hayır” dendi, nedeni bildirildi.", "We said no, with the reason."), final=True),
    S.CANCEL_ASKED: State(W("İptal isteniyor", "Cancellation asked"), W("İsteyen vazgeçti; hazırlık başlamıştı, karar bizde.", "The requester changed its mind after we had said yes; it is ours to decide.")),
    S.CANCELLED: State(W("İptal edildi", "Cancelled"), W("İptal kabul edildi.", "The cancellation was accepted."), final=True),
    S.CONDITIONAL: State(W("Koşul önerildi", "Condition offered"), W("Koşulumuza yanıt bekleniyor.", "The answer to our condition is awaited.")),
    S.RENEWAL_ASKED: State(W("Uzatma isteği", "Renewal asked"), W("Süre uzatma isteği geldi.", "A renewal is asked for.")),
    S.RECALLED: State(W("Geri çağrıldı", "Recalled"), W("Geri istedik.", "We asked for it back.")),
    S.OVERDUE: State(W("Gecikmiş", "Overdue"), W("İade tarihi geçti.", "The due date has passed.")),
    S.DELIVERED: State(W("Kopya gönderildi", "Copy sent"), W("Kopya gitti; dosyası alınana dek saklanır, sonra silinir.", "The copy has gone; its file is kept until it is fetched, and then deleted.")),
    S.CLAIMED: State(W("Kayıp", "Lost"), W("Dönmedi; yerine konması ya da bedeli bekleniyor.", "It did not come back; a replacement or its price is awaited.")),
    S.DAMAGED: State(W("Hasarlı döndü", "Came back damaged"), W("Geldi ama hasarlı; çözüm bekleniyor.", "It is back but damaged; a settlement is awaited.")),
}  # fmt: skip

#: gone from here and not back
_AWAY = (S.SHIPPED, S.OUT, S.RENEWAL_ASKED, S.RECALLED, S.OVERDUE)

ROWS = (
    Step("take_in", (), S.NEW, (By.PARTNER,),
         W("Kayda al", "Take in"), W("Başka bir kütüphanenin isteği geldi.", "Another library's request has come."),
         sends="SupplyingAgencyMessage/RequestResponse/RequestReceived", clock="answer"),
    Step("search", (S.NEW,), S.SEARCHING, (By.STAFF,),
         W("Fişi bas", "Print the slip"), W("Raf fişi basıldı; isteyen, işleme alındığını öğrenir.", "The pull slip is printed; the requester learns that we look."),
         sends="SupplyingAgencyMessage/StatusChange/ExpectToSupply", paper="pull_slip"),
    Step("promise", (S.NEW, S.SEARCHING, S.CONDITIONAL), S.PROMISED, (By.STAFF,),
         W("Evet, göndereceğiz", "Yes, we will send it"), W("Rafta bulundu, kurala uygun.", "It is on the shelf and the rules allow it."),
         sends="SupplyingAgencyMessage/StatusChange/WillSupply", clock="ship", asks=("item_barcode",)),
    Step("deliver", (S.NEW, S.SEARCHING, S.PROMISED), S.DELIVERED, (By.STAFF,),
         W("Kopyayı gönder", "Send the copy"), W("Kopya dosya, bağlantı ya da postayla gider; geri dönmez, istek bizim için biter.", "The copy goes as a file, a link or by post; nothing comes back and for us it is over."),
         sends="SupplyingAgencyMessage/StatusChange/CopyCompleted", clock="copy_ends"),
    Step("copy_over", (S.DELIVERED,), S.CLOSED, (By.SYSTEM,),
         W("Kopya silindi", "Copy deleted"), W("Alındı ya da süresi doldu; dosya silindi.", "It was fetched or its time is over; the file is deleted."), undo=False),
    Step("decline", (S.NEW, S.SEARCHING, S.PROMISED, S.PACKED, S.CANCEL_ASKED, S.CONDITIONAL), S.UNFILLED, (By.STAFF,),
         W("Hayır, veremiyoruz", "No, we cannot"), W("Rafta yok, ödünçte ya da kural izin vermiyor; neden yazılır.", "Not on the shelf, on loan, or the rules forbid it; the reason is given."),
         sends="SupplyingAgencyMessage/StatusChange/Unfilled", asks=("reason",)),
    Step("pack", (S.PROMISED,), S.PACKED, (By.STAFF,),
         W("Paketle", "Pack"), W("Durumu not edildi; adres ve iade etiketi basıldı.", "Its condition is noted; address and return label are printed."),
         paper="address_label"),
    Step("ship", (S.PACKED,), S.SHIPPED, (By.STAFF,),
         W("Kargoya ver", "Post"), W("Kargoya verildi (ücreti kuralımıza göre); iade tarihi bildirildi.", "Handed to the courier (freight as our rules say); the due date is told."),
         sends="SupplyingAgencyMessage/StatusChange/Loaned", clock="due"),
    Step("received", (S.SHIPPED,), S.OUT, (By.PARTNER,),
         W("Teslim alındı", "Received"), W("İsteyen kütüphane “ulaştı” dedi.", "The requester says it has arrived.")),
    *(Step("received", (state,), state, (By.PARTNER,),
           W("Teslim alındı", "Received"), W("İsteyen kütüphane “ulaştı” dedi.", "The requester says it has arrived."))
      for state in (S.RECALLED, S.OVERDUE, S.RENEWAL_ASKED)),
    Step("returning", (*_AWAY, S.CLAIMED), S.RETURNING, (By.PARTNER,),
         W("Geri postalandı", "Posted back"), W("İsteyen kütüphane geri postaladı.", "The requester posted it back.")),
    Step("check_in", (*_AWAY, S.RETURNING, S.CLAIMED), S.CHECKED_IN, (By.STAFF,),
         W("İade al", "Check in"), W("Geldi; durumu denetlendi.", "It came; its condition is checked.")),
    Step("close", (S.CHECKED_IN, S.DAMAGED), S.CLOSED, (By.STAFF, By.SYSTEM),
         W("Kapat", "Close"), W("Her şey yerinde; iki taraf kapanır.", "All is well; both sides close."),
         sends="SupplyingAgencyMessage/StatusChange/LoanCompleted"),
    Step("cancel", (S.NEW, S.SEARCHING, S.CONDITIONAL), S.CANCELLED, (By.PARTNER,),
         W("İptal et", "Cancel"), W("Henüz söz verilmemişti: iptal hemen kabul edilir.", "Nothing was promised yet: the cancellation is accepted at once."),
         sends="SupplyingAgencyMessage/CancelResponse/Cancelled"),
    Step("cancel_asked", (S.PROMISED, S.PACKED), S.CANCEL_ASKED, (By.PARTNER,),
         W("İptal istendi", "Cancellation asked"), W("İsteyen vazgeçti; hazırlık başlamıştı, kararı personel verir.", "The requester changed its mind; staff decide, since work had begun.")),
    Step("accept_cancel", (S.CANCEL_ASKED,), S.CANCELLED, (By.STAFF,),
         W("İptali kabul et", "Accept the cancellation"), W("Kitap rafına döner.", "The item goes back to its shelf."),
         sends="SupplyingAgencyMessage/CancelResponse/Cancelled"),
    Step("refuse_cancel", (S.CANCEL_ASKED,), S.PACKED, (By.STAFF,),
         W("İptali kabul etme", "Refuse the cancellation"), W("Kargoya verilmek üzere; gönderilecek.", "It is about to leave; it will be sent."),
         sends="SupplyingAgencyMessage/CancelResponse/WillSupply"),
    *(Step("cancel_too_late", (state,), state, (By.PARTNER,),
           W("İptal için geç", "Too late to cancel"), W("Kargoya verilmişti: iptal edilemez, ödünç olağan yürür.", "It had been posted: it cannot be cancelled and the loan goes on."),
           sends="SupplyingAgencyMessage/CancelResponse/Loaned") for state in (*_AWAY, S.RETURNING, S.CLAIMED)),
    # -- a condition, or another way
    Step("offer_condition", (S.NEW, S.SEARCHING), S.CONDITIONAL, (By.STAFF,),
         W("Koşul öner", "Offer a condition"), W("Koşulla verilebilir; isteyenin yanıtı beklenir.", "It can be supplied on a condition; the requester is asked."),
         sends="SupplyingAgencyMessage/Notification/ExpectToSupply", clock="condition", asks=("condition",)),
    Step("condition_accepted", (S.CONDITIONAL,), S.SEARCHING, (By.PARTNER,),
         W("Koşul kabul edildi", "Condition accepted"), W("İsteyen koşulu kabul etti; raftan alınabilir.", "The requester accepts; it can be pulled."), clock="answer"),
    Step("offer_retry", (S.NEW, S.SEARCHING, S.PROMISED, S.CONDITIONAL), S.UNFILLED, (By.STAFF,),
         W("Başka biçimde verebiliriz", "We could otherwise"), W("Bu biçimde ya da şimdi verilemez; nasıl ya da ne zaman istenebileceği bildirilir.", "Not in this way or not now; how or when to ask again is told."),
         sends="SupplyingAgencyMessage/StatusChange/RetryPossible", asks=("reason",)),
    # -- the way there
    Step("undelivered", (S.SHIPPED,), S.PACKED, (By.STAFF,),
         W("Kargo teslim alınmadı", "The parcel was not taken in"), W("Kargo geri döndü; adresi ve ödeyeni denetlenip yeniden gönderilir.", "The parcel came back; address and payer are checked and it is sent again."),
         sends="SupplyingAgencyMessage/StatusChange/WillSupply", clock="ship"),
    Step("track", (S.SHIPPED,), S.SHIPPED, (By.STAFF,),
         W("Takip numarasını bildir", "Tell the tracking number"), W("Kargonun verdiği numara isteyene bildirilir.", "The courier's number is told to the requester."),
         sends="SupplyingAgencyMessage/Notification/Loaned", undo=False),
    Step("tracked", (S.RETURNING,), S.RETURNING, (By.PARTNER,),
         W("Takip numarası geldi", "Tracking number told"), W("Dönüş kargosunun numarası bildirildi.", "The number of the parcel home is told.")),
    *(Step("not_arrived", (state,), state, (By.PARTNER,),
           W("Gelmedi, diyorlar", "They say it has not come"), W("İsteyen, kargonun gelmediğini bildirdi; kargoya sorulur.", "The requester says the parcel has not come; ask the courier."))
      for state in (S.SHIPPED, S.RECALLED, S.OVERDUE)),
    *(Step("damage_reported", (state,), state, (By.PARTNER,),
           W("Hasar bildirildi", "Damage reported"), W("İsteyen hasar bildirdi; not edildi.", "The requester reports damage; it is noted."))
      for state in (*_AWAY, S.RETURNING)),
    # -- the time of a loan
    Step("renewal_asked", (S.SHIPPED, S.OUT, S.OVERDUE), S.RENEWAL_ASKED, (By.PARTNER,),
         W("Uzatma istendi", "Renewal asked"), W("İsteyen daha çok süre istiyor.", "The requester wants more time."), clock="renewal_answer"),
    *(Step("renewal_barred", (state,), state, (By.PARTNER,),
           W("Uzatılamaz", "Cannot be renewed"), W("Geri çağrılmıştı ya da kayıp: uzatma hemen geri çevrilir.", "It was recalled or lost: the renewal is refused at once."),
           sends=f"SupplyingAgencyMessage/RenewResponse/{status}") for state, status in ((S.RECALLED, "Recalled"), (S.CLAIMED, "Overdue"))),
    Step("renew", (S.RENEWAL_ASKED,), S.OUT, (By.STAFF, By.SYSTEM),
         W("Süreyi uzat", "Renew"), W("Yeni iade günü bildirilir.", "The new due date is told."),
         sends="SupplyingAgencyMessage/RenewResponse/Loaned", clock="due", asks=("due_date",)),
    Step("refuse_renewal", (S.RENEWAL_ASKED,), S.OUT, (By.STAFF, By.SYSTEM),
         W("Süreyi uzatma", "Do not renew"), W("İade günü aynı kalır.", "The due date stays."),
         sends="SupplyingAgencyMessage/RenewResponse/Loaned"),
    Step("extend", (S.RECALLED,), S.RECALLED, (By.STAFF, By.SYSTEM),
         W("Kendiliğinden uzat", "Give more time"), W("Geri çağrı sürüyor; günü ertelendi.", "The recall stands; its day is put off."),
         sends="SupplyingAgencyMessage/StatusChange/Recalled", clock="due", asks=("due_date",)),
    Step("extend", (S.OUT, S.OVERDUE), S.OUT, (By.STAFF, By.SYSTEM),
         W("Kendiliğinden uzat", "Give more time"), W("İstenmeden daha çok süre verilir.", "More time is given unasked."),
         sends="SupplyingAgencyMessage/StatusChange/Loaned", clock="due", asks=("due_date",)),
    Step("recall", (S.SHIPPED, S.OUT, S.RENEWAL_ASKED, S.OVERDUE), S.RECALLED, (By.STAFF,),
         W("Geri çağır", "Recall"), W("Kitap gerekli oldu; yeni iade günü bildirilir.", "We need it back; the new due date is told."),
         sends="SupplyingAgencyMessage/StatusChange/Recalled", clock="due"),
    Step("overdue", (S.SHIPPED, S.OUT, S.RECALLED), S.OVERDUE, (By.SYSTEM,),
         W("Gecikti", "Overdue"), W("İade günü geçti; isteyene bildirilir.", "The due date has passed; the requester is told."),
         sends="SupplyingAgencyMessage/StatusChange/Overdue"),
    Step("warn", (S.OVERDUE,), S.OVERDUE, (By.SYSTEM, By.STAFF),
         W("Yeniden uyar", "Warn again"), W("Hâlâ dönmedi: bir ve iki hafta sonra yeniden uyarılır.", "It is still out: warnings follow after one and two weeks."),
         sends="SupplyingAgencyMessage/StatusChange/Overdue"),
    Step("write_letter", (S.OVERDUE,), S.OVERDUE, (By.STAFF,),
         W("Resmî yazı hazırla", "Draft the letter"), W("Uyarılar sonuçsuz kaldı; üst yazı taslağı basılır.", "Warnings were of no use; the official letter is drafted."),
         paper="overdue_letter"),
    # -- lost, found, damaged
    Step("claim", _AWAY, S.CLAIMED, (By.STAFF,),
         W("Kayıp say", "Take it for lost"), W("Dönmedi; yerine konması ya da bedeli istenir.", "It did not come back; a replacement or its price is asked for."),
         sends="SupplyingAgencyMessage/Notification/Overdue", asks=("note",)),
    Step("lost_reported", (*_AWAY, S.RETURNING), S.CLAIMED, (By.PARTNER,),
         W("Kayıp bildirildi", "Reported lost"), W("İsteyen kaybettiğini bildirdi.", "The requester says that it is lost.")),
    Step("found_reported", (S.CLAIMED,), S.OUT, (By.PARTNER,),
         W("Bulundu", "Found"), W("İsteyen bulduğunu bildirdi.", "The requester has found it.")),
    Step("settle", (S.CLAIMED,), S.CLOSED, (By.STAFF,),
         W("Kaybı kapat", "Settle the loss"), W("Yerine kondu ya da bedeli ödendi; iki taraf kapanır.", "It was replaced or paid for; both sides close."),
         sends="SupplyingAgencyMessage/StatusChange/CompletedWithoutReturn", asks=("note",)),
    Step("find_damage", (S.CHECKED_IN,), S.DAMAGED, (By.STAFF,),
         W("Hasarlı", "It is damaged"), W("Hasarlı döndü; isteyene bildirilir, çözüm beklenir.", "It came back damaged; the requester is told and a settlement awaited."),
         sends="SupplyingAgencyMessage/Notification/Loaned", asks=("note",)),
)  # fmt: skip

LENDING = Lifecycle("lending", W("İstek (veren taraf)", "Lending request"), S.NEW, STATES, ROWS)
