"""The patron request (talep): from a reader's need to its end, through as many libraries as it takes.

Source of states and steps: domain.md 3.3, 3.5 and 3.6. The seven words a reader
sees are made from these states in `patron_view`.
"""

from enum import StrEnum

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.requests.lifecycle.machine import By, Lifecycle, State, Step


class PatronRequestState(StrEnum):
    """Where a patron request stands."""

    NEW = "new"
    NEEDS_INFO = "needs_info"
    SOURCING = "sourcing"
    REQUESTED = "requested"
    CANCEL_ASKED = "cancel_asked"
    ON_ITS_WAY = "on_its_way"
    READY = "ready"
    WITH_READER = "with_reader"
    TAKEN_BACK = "taken_back"
    COMPLETED = "completed"
    REFUSED = "refused"
    UNFILLED = "unfilled"
    CANCELLED = "cancelled"
    CONDITION_OFFERED = "condition_offered"
    RENEWAL_ASKED = "renewal_asked"
    RECALLED = "recalled"
    OVERDUE = "overdue"
    NOT_COLLECTED = "not_collected"
    LOST = "lost"
    DAMAGED = "damaged"
    COPY_SENT = "copy_sent"
    COPY_READY = "copy_ready"
    DELIVERED = "delivered"


S = PatronRequestState

STATES = {
    S.NEW: State(W("Talep alındı", "Request received"), W("Okurun isteği kayda geçti; henüz kimse bakmadı.", "The wish is recorded; nobody has looked yet.")),
    S.NEEDS_INFO: State(W("Künye eksik", "More detail needed"), W("Okura tek bir soru soruldu, yanıtı bekleniyor.", "The reader was asked one question; the answer is awaited.")),
    S.SOURCING: State(W("Kaynak aranıyor", "Finding a library"), W("Künye tamam; hangi kütüphaneden isteneceği belirleniyor.", "The citation is complete; a library to ask is being chosen.")),
    S.REQUESTED: State(W("Kütüphaneden istendi", "Asked of a library"), W("Bir kütüphaneden istendi, yanıtı bekleniyor.", "A library has been asked; its answer is awaited.")),
    S.CANCEL_ASKED: State(W("İptal istendi", "Cancellation asked"), W("Okur vazgeçti; karşı kütüphanenin yanıtı bekleniyor.", "The reader changed their mind; the other library's answer is awaited.")),
    S.ON_ITS_WAY: State(W("Yolda", "On its way"), W("Karşı kütüphane kargoya verdi.", "The other library has posted it.")),
    S.READY: State(W("Okurunu bekliyor", "Ready to collect"), W("Kütüphaneye ulaştı, ayırma rafında okurunu bekliyor.", "It has arrived and waits on the hold shelf.")),
    S.WITH_READER: State(W("Okurda", "With the reader"), W("Okura ödünç verildi.", "It is lent to the reader.")),
    S.TAKEN_BACK: State(W("İade alındı", "Taken back"), W("Okur iade etti; kitap sahibi kütüphaneye dönüyor.", "The reader has returned it; it is going home to its library.")),
    S.COMPLETED: State(W("Tamamlandı", "Completed"), W("Kitap yerine ulaştı, iki taraf da kapandı.", "The item is home and both sides are closed."), final=True),
    S.REFUSED: State(W("Kabul edilmedi", "Not accepted"), W("Kendi kütüphanesi isteği başka kütüphaneye göndermedi; nedeni okura bildirildi.", "The home library did not send it on; the reader was told why."), final=True),
    S.UNFILLED: State(W("Sağlanamadı", "Could not be supplied"), W("Sorulan kütüphanelerin hiçbiri veremedi.", "None of the libraries asked could supply it."), final=True),
    S.CANCELLED: State(W("İptal edildi", "Cancelled"), W("Okurun ya da kütüphanenin isteğiyle kapandı.", "Closed at the reader's or the library's wish."), final=True),
    S.CONDITION_OFFERED: State(W("Koşul önerildi", "Condition offered"), W("Karşı kütüphane bir koşulla verecek.", "The other library would supply on a condition.")),
    S.RENEWAL_ASKED: State(W("Uzatma istendi", "Renewal asked"), W("Süre uzatma yanıtı bekleniyor.", "The answer to a renewal is awaited.")),
    S.RECALLED: State(W("Geri çağrıldı", "Recalled"), W("Sahibi kütüphane geri istedi.", "The owning library wants it back.")),
    S.OVERDUE: State(W("Gecikmiş", "Overdue"), W("İade tarihi geçti.", "The due date has passed.")),
    S.NOT_COLLECTED: State(W("Alınmadı", "Not collected"), W("Okur süresi içinde almadı.", "The reader did not collect it in time.")),
    S.LOST: State(W("Kayıp", "Lost"), W("Kitap kayıp; çözüm sürüyor.", "The item is lost; a settlement is under way.")),
    S.COPY_SENT: State(W("Kopya gönderildi", "Copy sent"), W("Karşı kütüphane kopyayı gönderdi; dosya alınacak, basılacak ya da postası beklenecek.", "The other library has sent the copy; it is to be fetched, printed or awaited by post.")),
    S.COPY_READY: State(W("Kopya masada", "Copy at the desk"), W("Basılı kopya okurunu bekliyor.", "The printed copy waits for its reader.")),
    S.DELIVERED: State(W("Kopya okurda", "Copy with the reader"), W("Okur kopyayı süresi içinde açabilir; sonra dosya silinir.", "The reader can open the copy for a time; then its file is deleted.")),
    S.DAMAGED: State(W("Hasarlı", "Damaged"), W("Kitap hasarlı; çözüm sürüyor.", "The item is damaged; a settlement is under way.")),
}  # fmt: skip

_OPEN_EARLY = (S.NEW, S.NEEDS_INFO, S.SOURCING)
#: the reader has it
WITH_READER = (S.WITH_READER, S.RENEWAL_ASKED, S.RECALLED, S.OVERDUE)

ROWS = (
    Step("ask", (), S.NEW, (By.READER, By.STAFF, By.SYSTEM),
         W("Talep et", "Ask"),
         W("Okurun isteği numara alır, alındığı bildirilir.", "The wish gets a number and is acknowledged."),
         notice="acknowledged"),
    Step("ask_for_detail", (S.NEW, S.SOURCING), S.NEEDS_INFO, (By.STAFF,),
         W("Künyeyi sor", "Ask for detail"),
         W("Künye eksik: okura tek ve açık bir soru sorulur.", "The citation is incomplete: the reader is asked one clear question."),
         notice="detail_asked", clock="detail_due", asks=("question",)),
    Step("give_detail", (S.NEEDS_INFO,), S.NEW, (By.READER, By.STAFF),
         W("Bilgiyi ekle", "Give the detail"),
         W("Okur eksiği tamamladı.", "The reader has completed the citation."), asks=("citation",)),
    Step("lapse", (S.NEEDS_INFO,), S.CANCELLED, (By.SYSTEM,),
         W("Yanıtsız kapat", "Close unanswered"),
         W("Okur süresi içinde yanıt vermedi.", "The reader did not answer in time."), notice="lapsed"),
    Step("refuse", (S.NEW, S.NEEDS_INFO, S.SOURCING), S.REFUSED, (By.STAFF, By.SYSTEM),
         W("Kabul etme", "Do not accept"),
         W("Kütüphanede var ve rafta, okurun hakkı yok ya da bu tür ödünç istenmiyor.", "Held and in, the reader is not eligible, or this kind is not requested."),
         notice="refused", asks=("reason",)),
    Step("verify", (S.NEW,), S.SOURCING, (By.STAFF, By.SYSTEM),
         W("Künyeyi onayla", "Citation is right"),
         W("Künye doğrulandı; kimde olduğu sıralandı.", "The citation is verified; the holders are ranked.")),
    Step("request", (S.SOURCING,), S.REQUESTED, (By.STAFF, By.SYSTEM),
         W("Kütüphaneye gönder", "Send to the library"),
         W("Sıradaki kütüphaneden istenir.", "The next library is asked."), with_it="borrowing.send"),
    Step("supplier_declined", (S.REQUESTED, S.CONDITION_OFFERED), S.SOURCING, (By.PARTNER, By.SYSTEM),
         W("Sıradakine geç", "Go to the next"),
         W("Sorulan kütüphane veremedi ya da yanıt vermedi; sıradaki denenir.", "The library asked cannot supply or did not answer; the next one is tried."),
         with_it="borrowing.unfilled"),
    Step("give_up", (S.SOURCING,), S.UNFILLED, (By.STAFF,),
         W("Sağlanamadı, okura bildir", "Tell the reader it cannot be had"),
         W("Sorulacak kütüphane kalmadı.", "There is no library left to ask."), notice="unfilled"),
    Step("cancel", _OPEN_EARLY, S.CANCELLED, (By.READER, By.STAFF),
         W("İptal et", "Cancel"),
         W("Henüz hiçbir kütüphaneden istenmedi; hemen kapanır.", "No library has been asked yet; it closes at once."), notice="cancelled"),
    Step("ask_cancel", (S.REQUESTED, S.CONDITION_OFFERED), S.CANCEL_ASKED, (By.READER, By.STAFF),
         W("İptal iste", "Ask to cancel"),
         W("İstek karşı kütüphanede; iptali ona sorulur.", "The request is with another library, which is asked to cancel."),
         with_it="borrowing.ask_cancel"),
    Step("cancel_accepted", (S.CANCEL_ASKED,), S.CANCELLED, (By.PARTNER,),
         W("İptal kabul edildi", "Cancellation accepted"),
         W("Karşı kütüphane iptali kabul etti.", "The other library accepted."), notice="cancelled",
         with_it="borrowing.cancel_accepted"),
    Step("cancel_refused", (S.CANCEL_ASKED,), S.REQUESTED, (By.PARTNER,),
         W("İptal edilemedi", "Cancellation refused"),
         W("Karşı kütüphane iptali kabul etmedi; istek sürüyor.", "The other library refused; the request goes on."),
         notice="cancel_refused", with_it="borrowing.cancel_refused"),
    Step("shipped", (S.REQUESTED, S.CONDITION_OFFERED), S.ON_ITS_WAY, (By.PARTNER,),
         W("Kargoya verildi", "Posted"),
         W("Karşı kütüphane gönderdi; iade tarihi belli oldu.", "The other library has posted it; its due date is known."),
         notice="on_its_way", with_it="borrowing.shipped"),
    Step("shipped_meanwhile", (S.CANCEL_ASKED,), S.ON_ITS_WAY, (By.PARTNER,),
         W("İptalden önce kargoya verildi", "Posted before the cancellation"),
         W("İptal sorulurken kargoya verilmişti; ödünç olağan yürür.", "It was posted while the cancellation was asked; the loan goes on."),
         notice="cancel_refused", with_it="borrowing.shipped"),
    Step("arrive", (S.ON_ITS_WAY, S.REQUESTED, S.CONDITION_OFFERED, S.CANCEL_ASKED), S.READY, (By.STAFF,),
         W("Ulaştı", "It has arrived"),
         W("Kargo açıldı, durumu denetlendi, ayırma rafına kondu; okurun iade tarihi hesaplandı.", "Unpacked, checked and put on the hold shelf; the reader's due date is worked out."),
         notice="ready", clock="collect", paper="strap", with_it="borrowing.receive"),
    Step("hand_over", (S.READY, S.NOT_COLLECTED), S.WITH_READER, (By.STAFF,),
         W("Okura ver", "Hand over"),
         W("Okur kimliğini gösterip aldı.", "The reader showed their card and took it."),
         notice="handed_over", clock="patron_due"),
    Step("take_back", WITH_READER, S.TAKEN_BACK, (By.STAFF,),
         W("İade al", "Take back"),
         W("Okur getirdi; makbuzu hemen gönderilir.", "The reader brought it; the receipt goes out at once."),
         notice="taken_back", clock="post_back", paper="return_label"),
    Step("complete", (S.TAKEN_BACK, S.NOT_COLLECTED), S.COMPLETED, (By.PARTNER, By.STAFF, By.SYSTEM),
         W("Tamamla", "Complete"),
         W("Karşı kütüphane teslim aldı ve kapattı.", "The other library has it and closed."),
         notice="completed", with_it="borrowing.completed"),
    # -- a copy: no way home (domain.md 3.6: copy instead of loan, e-delivery)
    Step("copy_sent", (S.REQUESTED, S.CONDITION_OFFERED, S.CANCEL_ASKED), S.COPY_SENT, (By.PARTNER,),
         W("Kopya gönderildi", "Copy sent"),
         W("Karşı kütüphane kopyayı gönderdi; onun için iş bitti.", "The other library has sent the copy; for it the matter is over."),
         with_it="borrowing.copy_sent"),
    Step("copy_here", (S.COPY_SENT,), S.DELIVERED, (By.SYSTEM, By.STAFF),
         W("Okura aç", "Open it to the reader"),
         W("Dosya geldi; okur süreli ve sayılı bir bağlantıyla açar.", "The file is here; the reader opens it by a link that ends."),
         notice="copy_here", clock="copy_ends"),
    Step("copy_arrived", (S.COPY_SENT, S.REQUESTED, S.CONDITION_OFFERED, S.CANCEL_ASKED), S.COPY_READY, (By.STAFF,),
         W("Basıldı ya da geldi", "Printed, or here"),
         W("Basılı kopya masada; dosyası varsa silinir.", "The printed copy is at the desk; its file, if any, is deleted."),
         notice="copy_ready", clock="collect"),
    Step("copy_collected", (S.COPY_READY,), S.COMPLETED, (By.STAFF,),
         W("Kopyayı ver", "Hand over the copy"),
         W("Okur kopyasını aldı; geri getirmez.", "The reader has the copy and keeps it."), notice="copy_collected"),
    Step("copy_not_collected", (S.COPY_READY,), S.COMPLETED, (By.SYSTEM,),
         W("Kopya alınmadı", "Copy not collected"),
         W("Süresinde alınmadı; basılı kopya atılır.", "It was not collected in time and is thrown away."), notice="copy_not_collected"),
    Step("copy_over", (S.DELIVERED,), S.COMPLETED, (By.SYSTEM,),
         W("Kopyanın süresi bitti", "The copy's time is over"),
         W("Süresi ya da açma sayısı doldu; dosya silindi.", "Its days or openings are used up; the file is deleted."), undo=False),
    Step("copy_unusable", (S.COPY_SENT, S.COPY_READY, S.DELIVERED), S.SOURCING, (By.STAFF,),
         W("Kopya okunmuyor", "The copy cannot be used"),
         W("Eksik, okunmaz ya da yanlış; dosyası silinir, yeniden istenir.", "It is incomplete, illegible or the wrong one; its file is deleted and it is asked for again."), asks=("note",), undo=False),
    *(Step("ask_for_copy", (state,), state, (By.STAFF, By.READER),
           W("Kopyasını iste", "Ask for a copy"), W("Ödünç yerine kopyası istenir; geri götürülmez.", "A copy is asked for instead of a loan; nothing is brought back.")) for state in (S.SOURCING,)),
    # -- a set (domain.md 3.6: partial fill)
    *(Step("part", (state,), state, (By.READER, By.STAFF, By.SYSTEM),
           W("Parçalara ayır", "Part it"), W("Ciltleri ya da nüshaları ayrı ayrı istenir; okura tek bir bütün olarak gösterilir.", "Its volumes or copies are asked for one by one; the reader sees one whole."),
           undo=False) for state in (*_OPEN_EARLY, S.REQUESTED, S.ON_ITS_WAY, S.READY)),
    Step("part_off", (), S.NEW, (By.READER, By.STAFF, By.SYSTEM),
         W("Parça olarak iste", "Ask for a part"), W("Bir takımın parçası olarak kendi numarasını alır.", "As a part of a set it gets a number of its own."),
         notice="acknowledged", undo=False),
    *(Step("join", (state,), state, (By.STAFF,),
           W("Birleştir", "Join"), W("Parçalar yeniden tek talep oldu.", "The parts are one request again."),
           undo=False) for state in _OPEN_EARLY),
    Step("join_in", _OPEN_EARLY, S.CANCELLED, (By.STAFF,),
         W("Birleştirildi", "Joined in"), W("Takımın ilk talebine katıldı; ayrıca istenmez.", "It has become part of the set's first request again and is not asked for by itself."), undo=False),
    # -- a condition (domain.md 3.6: conditional supply)
    Step("condition_offered", (S.REQUESTED,), S.CONDITION_OFFERED, (By.PARTNER,),
         W("Koşul önerildi", "Condition offered"),
         W("Karşı kütüphane bir koşulla verecek; okura sorulur.", "The other library would supply on a condition; the reader is asked."),
         notice="condition_offered", clock="condition", with_it="borrowing.condition"),
    Step("accept_condition", (S.CONDITION_OFFERED,), S.REQUESTED, (By.READER, By.STAFF),
         W("Koşulu kabul et", "Accept the condition"),
         W("Koşul kabul edildi; karşı kütüphane hazırlar.", "The condition is accepted; the other library goes on."),
         with_it="borrowing.accept_condition"),
    Step("decline_condition", (S.CONDITION_OFFERED,), S.SOURCING, (By.READER, By.STAFF),
         W("Koşulu kabul etme", "Decline the condition"),
         W("Koşul kabul edilmedi; sıradaki kütüphane denenir.", "The condition is declined; the next library is tried."),
         with_it="borrowing.decline_condition"),
    Step("condition_lapsed", (S.CONDITION_OFFERED,), S.SOURCING, (By.SYSTEM,),
         W("Koşulun süresi doldu", "The condition lapsed"),
         W("Koşula süresinde yanıt verilmedi; sıradaki kütüphane denenir.", "Nobody answered in time; the next library is tried."),
         notice="condition_lapsed", with_it="borrowing.condition_lapsed"),
    Step("cancel_unanswered", (S.CANCEL_ASKED,), S.CANCELLED, (By.SYSTEM,),
         W("İptal yanıtsız kaldı", "The cancellation was not answered"),
         W("Karşı kütüphane süresinde yanıt vermedi; okur için iş bitti.", "The other library did not answer in time; for the reader it is over."),
         notice="cancelled", with_it="borrowing.cancel_unanswered"),
    Step("found_here", (S.REQUESTED, S.CONDITION_OFFERED), S.REFUSED, (By.STAFF,),
         W("Burada bulundu", "Found here"),
         W("Kütüphanemizde ya da açık erişimde bulundu; istek geri çekilir.", "Our own copy turned up, or it is in open access; the request is withdrawn."),
         notice="refused", asks=("reason",), with_it="borrowing.withdraw"),
    # -- the way here
    Step("went_back", (S.ON_ITS_WAY,), S.REQUESTED, (By.PARTNER,),
         W("Kargo geri döndü", "The parcel went back"),
         W("Kargo teslim alınmadığı için sahibine döndü; yeniden gönderilecek.", "The parcel was not taken in and went back; it will be sent again."),
         with_it="borrowing.went_back"),
    Step("lost_in_post", (S.ON_ITS_WAY,), S.SOURCING, (By.STAFF,),
         W("Yolda kayboldu", "Lost in the post"),
         W("Kargo kayıp; okur için sıradaki kütüphane denenir.", "The parcel is lost; the next library is tried for the reader."),
         notice="lost_in_post", with_it="borrowing.lose"),
    Step("wrong_item", (S.ON_ITS_WAY, S.READY), S.SOURCING, (By.STAFF,),
         W("Yanlış yayın geldi", "The wrong item came"),
         W("Gelen, istenen yayın, baskı ya da cilt değil: gönderenin hesabına geri gider, yeniden istenir.", "It is not the title, edition or volume asked for: it goes back at the sender's cost and is asked for again."),
         notice="wrong_item", asks=("note",), with_it="borrowing.return_wrong"),
    # -- on the hold shelf
    Step("collect_again", (S.READY,), S.READY, (By.SYSTEM,),
         W("Yeniden çağır", "Call again"),
         W("Okur gelmedi; ikinci kez haber verilir.", "The reader did not come; a second notice goes out."),
         notice="collect_again", clock="collect"),
    Step("not_collected", (S.READY,), S.NOT_COLLECTED, (By.SYSTEM, By.STAFF),
         W("Alınmadı", "Not collected"),
         W("İkinci çağrıdan sonra da alınmadı; sahibine geri gider.", "It was not collected after the second notice either and goes back."),
         notice="not_collected", clock="post_back", paper="return_label"),
    Step("recalled_unread", (S.ON_ITS_WAY, S.READY, S.NOT_COLLECTED), S.SOURCING, (By.PARTNER,),
         W("Okura verilmeden geri çağrıldı", "Recalled before it was handed over"),
         W("Sahibi geri istedi; okur için sıradaki kütüphane denenir.", "The owner wants it back; the next library is tried for the reader."),
         notice="recalled_unread", with_it="borrowing.recall"),
    # -- with the reader
    *(Step("due_soon", (state,), state, (By.SYSTEM,),
           W("Günü yaklaşıyor", "Due soon"), W("Okura iade gününden önce ve o gün hatırlatılır.", "The reader is reminded before the due date and on it."),
           notice="due_soon") for state in (S.WITH_READER, S.RECALLED)),
    Step("ask_renewal", (S.WITH_READER, S.OVERDUE), S.RENEWAL_ASKED, (By.READER, By.STAFF),
         W("Süre uzat", "Renew"),
         W("Süre uzatma karşı kütüphaneye sorulur; yanıt gelene dek gecikme sayılmaz.", "The other library is asked for more time; nothing is overdue until it answers."),
         clock="renewal_answer", with_it="borrowing.ask_renewal"),
    Step("renewed", WITH_READER, S.WITH_READER, (By.PARTNER,),
         W("Süre uzatıldı", "Renewed"),
         W("Karşı kütüphane yeni tarih verdi.", "The other library gave a new date."),
         notice="renewed", clock="patron_due", with_it="borrowing.renewed"),
    Step("renewal_refused", (S.RENEWAL_ASKED,), S.WITH_READER, (By.PARTNER,),
         W("Süre uzatılamadı", "Not renewed"),
         W("Karşı kütüphane uzatmadı; tarih aynı kaldı.", "The other library did not renew; the date stays."),
         notice="renewal_refused", with_it="borrowing.renewal_refused"),
    *(Step("due_told", (state,), state, (By.PARTNER,),
           W("İade günü belli oldu", "Due date known"), W("Karşı kütüphane iade gününü sonradan bildirdi.", "The other library told its due date afterwards."),
           notice="renewed", clock="patron_due", with_it="borrowing.due_told") for state in (S.READY, S.WITH_READER)),
    *(Step("due_moved", (state,), state, (By.SYSTEM,),
           W("İade günü kaydı", "The due date moved"), W("İade günü kapalı bir güne geldi; okura yeni günü bildirilir.", "The due date fell on a day that is closed now; the reader is told the new one."),
           notice="renewed", clock="patron_due") for state in (S.READY, S.WITH_READER, S.RECALLED)),
    Step("recall", WITH_READER, S.RECALLED, (By.PARTNER,),
         W("Geri çağrıldı", "Recalled"),
         W("Sahibi kütüphane geri istedi; okura yeni günü bildirilir.", "The owner wants it back; the reader is told the new date."),
         notice="recalled", clock="patron_due", with_it="borrowing.recall"),
    Step("overdue", (S.WITH_READER, S.RECALLED), S.OVERDUE, (By.SYSTEM,),
         W("Gecikti", "Overdue"),
         W("İade günü geçti; okura haber verilir.", "The due date has passed; the reader is told."), notice="overdue"),
    Step("overdue_again", (S.OVERDUE,), S.OVERDUE, (By.SYSTEM,),
         W("Yeniden hatırlat", "Remind again"),
         W("Hâlâ getirilmedi; bir hafta ve iki hafta sonra yeniden yazılır.", "It is still out; reminders follow after one and two weeks."), notice="overdue_again"),
    # -- lost, found, damaged
    Step("report_lost", WITH_READER, S.LOST, (By.STAFF,),
         W("Kayıp bildir", "Report lost"),
         W("Okurda kayboldu; sahibine bildirilir, çözüm aranır.", "It was lost with the reader; the owner is told and a settlement begins."),
         notice="lost", with_it="borrowing.lose"),
    Step("found", (S.LOST,), S.TAKEN_BACK, (By.STAFF,),
         W("Bulundu", "Found"),
         W("Kayıp kitap geldi; sahibine gönderilir.", "The lost item has turned up and goes home."),
         notice="taken_back", clock="post_back", paper="return_label", with_it="borrowing.found"),
    Step("report_damage", (S.TAKEN_BACK,), S.DAMAGED, (By.STAFF,),
         W("Hasar bildir", "Report damage"),
         W("Okurdan hasarlı döndü; sahibine bildirilir.", "It came back damaged; the owner is told."),
         notice="damaged", asks=("note",), with_it="borrowing.damage"),
    Step("settled", (S.LOST, S.DAMAGED), S.COMPLETED, (By.PARTNER, By.STAFF),
         W("Çözüldü", "Settled"),
         W("Karşı kütüphane dosyayı kapattı.", "The other library closed the matter."),
         notice="settled", with_it="borrowing.completed"),
)  # fmt: skip

PATRON_REQUEST = Lifecycle("patron_request", W("Talep", "Patron request"), S.NEW, STATES, ROWS)
