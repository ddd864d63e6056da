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
    S.CONDITIONAL: State(W("Koşul önerildi", "Condition offered"), W("Koşulumuza yanıt bekleniyor.", "The answer to our condition is awaited."), coming=True),
    S.RENEWAL_ASKED: State(W("Uzatma isteği", "Renewal asked"), W("Süre uzatma isteği geldi.", "A renewal is asked for."), coming=True),
    S.RECALLED: State(W("Geri çağrıldı", "Recalled"), W("Geri istedik.", "We asked for it back."), coming=True),
    S.OVERDUE: State(W("Gecikmiş", "Overdue"), W("İade tarihi geçti.", "The due date has passed."), coming=True),
    S.CLAIMED: State(W("Kayıp/hasar talebi", "Claim"), W("Kayıp ya da hasar için talep açık.", "A claim for loss or damage is open."), coming=True),
}  # fmt: skip

_BEFORE_SHIPPING = (S.NEW, S.SEARCHING, S.PROMISED, S.PACKED)

ROWS = (
    Step("take_in", (), S.NEW, (By.PARTNER,),
         W("Kayda al", "Take in"), W("Başka bir kütüphanenin isteği geldi.", "Another library's request has come."),
         sends="SupplyingAgencyMessage/RequestResponse/RequestReceived", clock="answer"),
    Step("search", (S.NEW,), S.SEARCHING, (By.STAFF,),
         W("Fişi bas", "Print the slip"), W("Raf fişi basıldı; isteyen, işleme alındığını öğrenir.", "The pull slip is printed; the requester learns that we look."),
         sends="SupplyingAgencyMessage/StatusChange/ExpectToSupply", paper="pull_slip"),
    Step("promise", (S.NEW, S.SEARCHING), S.PROMISED, (By.STAFF,),
         W("Evet, göndereceğiz", "Yes, we will send it"), W("Rafta bulundu, kurala uygun.", "It is on the shelf and the rules allow it."),
         sends="SupplyingAgencyMessage/StatusChange/WillSupply", clock="ship", asks=("item_barcode",)),
    Step("decline", (S.NEW, S.SEARCHING, S.PROMISED, S.PACKED, S.CANCEL_ASKED), S.UNFILLED, (By.STAFF,),
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
    Step("returning", (S.SHIPPED, S.OUT), S.RETURNING, (By.PARTNER,),
         W("Geri postalandı", "Posted back"), W("İsteyen kütüphane geri postaladı.", "The requester posted it back.")),
    Step("check_in", (S.SHIPPED, S.OUT, S.RETURNING), S.CHECKED_IN, (By.STAFF,),
         W("İade al", "Check in"), W("Geldi; durumu denetlendi.", "It came; its condition is checked.")),
    Step("close", (S.CHECKED_IN,), S.CLOSED, (By.STAFF, By.SYSTEM),
         W("Kapat", "Close"), W("Her şey yerinde; iki taraf kapanır.", "All is well; both sides close."),
         sends="SupplyingAgencyMessage/StatusChange/LoanCompleted"),
    Step("cancel", (S.NEW, S.SEARCHING), S.CANCELLED, (By.PARTNER,),
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
           sends="SupplyingAgencyMessage/CancelResponse/Loaned") for state in (S.SHIPPED, S.OUT, S.RETURNING)),
    Step("offer_condition", (S.NEW, S.SEARCHING), S.CONDITIONAL, (By.STAFF,),
         W("Koşul öner", "Offer a condition"), W("Koşulla verilebilir.", "It can be supplied on a condition."),
         sends="SupplyingAgencyMessage/Notification/ExpectToSupply", coming=True),
    Step("renewal_asked", (S.OUT,), S.RENEWAL_ASKED, (By.PARTNER,),
         W("Uzatma istendi", "Renewal asked"), W("İsteyen daha çok süre istiyor.", "The requester wants more time."), coming=True),
    Step("recall", (S.OUT,), S.RECALLED, (By.STAFF,),
         W("Geri çağır", "Recall"), W("Kitap gerekli oldu.", "We need it back."),
         sends="SupplyingAgencyMessage/StatusChange/Recalled", coming=True),
    Step("overdue", (S.OUT,), S.OVERDUE, (By.SYSTEM,),
         W("Gecikti", "Overdue"), W("İade tarihi geçti.", "The due date has passed."),
         sends="SupplyingAgencyMessage/StatusChange/Overdue", coming=True),
    Step("claim", (S.OUT, S.CHECKED_IN), S.CLAIMED, (By.STAFF,),
         W("Talep aç", "Open a claim"), W("Kayıp ya da hasar var.", "It is lost or damaged."), coming=True),
)  # fmt: skip

LENDING = Lifecycle("lending", W("İstek (veren taraf)", "Lending request"), S.NEW, STATES, ROWS)
