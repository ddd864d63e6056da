"""Words for the codes that rules, partners and doors use: one table a kind, both languages."""

from kopru.charges.books import NotBooked
from kopru.common.words import Words
from kopru.requests.actions.steps import Refused
from kopru.requests.lifecycle import LIFECYCLES, NotAllowed
from kopru.requests.reasons import REFUSED as REFUSALS
from kopru.requests.reasons import unfilled_words

W = Words

REFUSED = {
    "unknown_code": W("“{detail}” numarasıyla bir istek bulunamadı. Fişteki ya da etiketteki numarayı okutun.", "No request has the number “{detail}”. Scan the number on the slip or label."),
    "nothing_to_do": W("Bu istek için şu an okutmayla yapılacak bir şey yok (durumu: {detail}).", "There is nothing a scan could do for this request now (it stands at: {detail})."),
    "just_done": W("Bu az önce okutuldu; hiçbir şey değişmedi. Sıradaki adım içinse birkaç saniye sonra yeniden okutun.", "This was scanned a moment ago; nothing has changed. For its next step, scan it again in a few seconds."),
    "item_promised": W("{detail} barkodlu nüsha başka bir isteğe söz verilmiş ya da dışarıda. Başka bir nüsha okutun.", "The copy with barcode {detail} is promised to another request or is out. Scan another copy."),
    "nobody_to_ask": W("Sırada sorulacak kütüphane kalmadı. Listeden birini seçin ya da okura sağlanamadığını bildirin.", "There is no library left to ask. Choose one yourself, or tell the reader that it cannot be had."),
    "is_part": W("Bu talep zaten bir takımın parçası.", "This request is part of a set already."),
    "parts_few": W("En az iki cilt ya da nüsha yazın.", "Name at least two volumes or copies."),
    "parts_too_many": W("Bir defada en çok {detail} parça istenebilir.", "At most {detail} parts can be asked for at once."),
    "parts_backwards": W("“{detail}” ters yazılmış: küçük sayı önce gelir.", "“{detail}” runs backwards: the smaller number comes first."),
    "parts_unreadable": W("“{detail}” bir cilt adı olarak okunamadı. 1-3 ya da 2, 5 gibi yazın.", "“{detail}” cannot be read as a volume. Write 1-3 or 2, 5."),
    "not_one_wish": W("Bu talepler bir takım olmaz: aynı okurun, aynı yayının ayrı ciltleri olmalı.", "These requests make no set: they must be different volumes of one work for one reader."),
    "too_late_to_join": W("Bir parçası istendiği için artık birleştirilemez.", "It is too late to join them: a library has been asked for a part."),
    "own_library": W("Kendi kütüphanenizden istenemez.", "You cannot ask your own library."),
    "reader_has_it": W("Kitap okurda ya da okurunu bekliyor; önce iade alın.", "The reader has it or may still collect it: take it back first."),
    "reason_missing": W("Nedenini yazın.", "Please write the reason."),
    "question_missing": W("Okura soracağınız soruyu yazın.", "Please write the question for the reader."),
    "unknown_reason": W("Listeden bir neden seçin.", "Please choose a reason from the list."),
    "too_late_to_correct": W("Künye artık düzeltilemez: istek bir kütüphaneye gönderildi.", "It is too late to correct the citation: a library has been asked."),
    "several": W("“{detail}” bir kolinin numarası; içinde birden çok yayın var. Koliyi açın, gelenleri işaretleyin.", "“{detail}” is the number of a parcel with several items. Unpack it and tick what came."),
    "is_copy": W("Bu bir kopya isteği: kargoya verilmez; sayfasından kopyayı gönderin.", "This is a request for a copy: it is not posted as a loan; send the copy from its page."),
    "is_copy_in": W("Bu bir kopya: “Basıldı ya da geldi”yi seçin; geri götürülmez.", "This is a copy: choose “Printed, or here”; nothing goes back."),
    "is_loan_in": W("Bu bir ödünç: “Ulaştı”yı seçin.", "This is a loan: choose “It has arrived”."),
    "is_loan": W("Bu bir ödünç isteği: kopya göndermek için önce isteyene kopya önerin.", "This is a request for a loan: offer the requester a copy first."),
    "copy_is_here": W("Dosyası geldi bile; önce basın.", "Its file is here already; print it first."),
    "no_copy_awaited": W("Bu talep için beklenen bir kopya yok.", "No copy is awaited for this request."),
    "nobody_offers_a_copy": W("Kopyasını vermeyi öneren bir kütüphane yok.", "No library has offered a copy."),
    "not_a_copy": W("Bu dosya PDF, TIFF, JPEG ya da PNG değil ya da eksik. Yeniden tarayıp PDF olarak kaydedin.", "This file is no PDF, TIFF, JPEG or PNG, or it is cut off. Scan it again and save it as PDF."),
    "copy_too_large": W("Dosya 50 MB'tan büyük. Daha düşük çözünürlükle tarayın.", "The file is larger than 50 MB. Scan it at a lower resolution."),
    "copy_active": W("Bu PDF içinde çalışan bir şey (betik, ek dosya) var; gönderilmez. PDF'yi yazdırıp yeniden kaydedin.", "This PDF contains something that acts (a script, an attachment) and is not sent. Print it to a new PDF."),
    "nothing_chosen": W("Koliye girecek ya da koliden çıkan bir şey seçin.", "Choose what goes into the parcel, or came out of it."),
    "not_to_them": W("{detail} bu kütüphaneye gitmiyor; koliye konmadı.", "{detail} does not go to this library and was not packed."),
    "not_from_them": W("{detail} bu kütüphaneden gelmedi.", "{detail} does not come from this library."),
    "no_contract": W("Bu kargo firmasıyla tanımlı bir sözleşme yok. Numarayı elle yazabilirsiniz.", "There is no contract with this courier. You can type the number by hand."),
    "no_bar_codes": W("Kargo firmasının verdiği barkod numaraları bitti. Numarayı elle yazabilirsiniz; yöneticiniz yeni aralığı ayarlara eklesin.", "The courier's block of bar codes is used up. You can type the number by hand; your administrator adds the next block in the settings."),
    "being_announced": W("Koli şu anda kargo firmasına bildiriliyor. Birazdan yeniden bakın.", "The parcel is being announced to the courier at this moment. Look again shortly."),
    "has_a_number": W("Kolinin takip numarası zaten var.", "The parcel has a tracking number already."),
    "not_announced": W("Bu koli kargo firmasına bildirilmemiş.", "This parcel is not announced to the courier."),
    "courier_refused": W("Kargo firması bildirimi geri almadı: {detail}", "The courier did not take the announcement back: {detail}"),
    "tracking_missing": W("Kargonun verdiği numarayı yazın.", "Please write the courier's number."),
    "no_undo": W("Bu adım geri alınamaz.", "This step cannot be undone."),
    "unknown_deed": W("Geri alınacak bir işlem bulunamadı.", "There is nothing to take back."),
    "already_told": W("Geri alınamaz: karşı taraf ya da okur öğrendi.", "This cannot be taken back: the other side or the reader has been told."),
    "moved_on": W("Geri alınamaz: bu arada istek ilerledi.", "This cannot be taken back: the request has moved on since."),
    "already_decided": W("Bu başvuru için zaten karar verilmiş.", "This has been decided already."),
    "standstill": W("Ağda istek göndermek şu sıra durduruldu.", "The network sends no requests at present."),
    "stray_unsaid": W("Eser adı, barkod ya da takip numarası yazın.", "Write a title, a barcode or a tracking number."),
    "note_missing": W("Ne olduğunu kısaca yazın.", "Please write briefly what it is."),
    "condition_missing": W("Bir koşul, bir bedel ya da bir açıklama yazın.", "Please name a condition, a price or a note."),
    "due_earlier": W("Yeni gün eskisinden önce olamaz.", "The new date cannot be before the old one."),
    "no_recall": W("Kuralınız geri çağırmamayı söz veriyor.", "Your rules promise not to recall."),
    "no_renewal": W("Bu ödünç için süre uzatılması istenemez.", "More time cannot be asked for this loan."),
    "reader_missing": W("Önce okuru seçin ya da kaydedin.", "Choose or register the reader first."),
}  # fmt: skip
_UNKNOWN = W("Yapılamadı: {code} {detail}", "This could not be done: {code} {detail}")


def _filled(words: Words, **values: str) -> Words:
    return W(words.tr.format(**values), words.en.format(**values))


def refused_words(refused: Refused) -> Words:
    """Why an action was refused, as people say it."""
    if refused.code == "nothing_to_do":
        label = state_words(refused.detail)
        template = REFUSED["nothing_to_do"]
        return W(template.tr.format(detail=label.tr), template.en.format(detail=label.en))
    words = REFUSED.get(refused.code, _UNKNOWN)
    return _filled(words, code=refused.code, detail=refused.detail)


def not_allowed_words(refused: NotAllowed) -> Words:
    """Why the table does not allow a step: somebody else was quicker, or the page was old."""
    label = LIFECYCLES[refused.lifecycle].state(refused.state).label
    return W(
        f"Bu adım artık geçerli değil: istek “{label.tr}” durumunda.",
        f"This step no longer fits: the request stands at “{label.en}”.",
    )


def state_words(state: str, kind: str = "") -> Words:
    """The label of a state; without `kind` of the first lifecycle that knows it."""
    for table in LIFECYCLES.values():
        if not kind or table.name == kind:
            for name, info in table.states.items():
                if str(name) == state:
                    return info.label
    return W(state, state)


#: what speaks in an ISO 18626 message, by the last part of `Message.says`
SAYS = {
    "New": W("İstek", "Request"),
    "RequestReceived": W("İstek alındı", "Request received"),
    "ExpectToSupply": W("Rafta aranıyor", "Being looked for"),
    "WillSupply": W("Karşılanacak", "Will supply"),
    "Retry": W("Yeniden denenebilir", "Retry possible"),
    "Loaned": W("Kargoya verildi", "Posted"),
    "Unfilled": W("Karşılanamadı", "Unfilled"),
    "CopyCompleted": W("Kopya gönderildi", "Copy sent"),
    "LoanCompleted": W("Ödünç kapandı", "Loan completed"),
    "Cancelled": W("İptal edildi", "Cancelled"),
    "Overdue": W("Gecikti", "Overdue"),
    "Recalled": W("Geri çağrıldı", "Recalled"),
    "Received": W("Ulaştı", "Received"),
    "ShippedReturn": W("Geri postalandı", "Posted back"),
    "Cancel": W("İptal isteği", "Cancellation asked"),
    "Notification": W("Bildirim", "Notice"),
    "StatusRequest": W("Durum sorusu", "Question on the status"),
    "Renew": W("Uzatma isteği", "Renewal asked"),
    "RetryPossible": W("Yeniden denenebilir", "Retry possible"),
    "CompletedWithoutReturn": W("Dönmeden kapandı", "Completed without return"),
}


def message_words(says: str) -> Words:
    """A message in words; a code that is new to us is shown as it came."""
    parts = says.split(" · ")
    return next((SAYS[part] for part in reversed(parts) if part in SAYS), W(says, says))


#: what speaks against a request, as staff say it of the reader (to readers: `reasons.REFUSED`)
OBJECTIONS = {
    "standstill": W("Ağda istek göndermek şu sıra durduruldu.", "The network sends no requests at present."),
    "blocked": W("Okur engelli; talepte bulunamaz.", "The reader is blocked and may not ask."),
    "held_and_in": W("Kütüphanemizde var ve rafta.", "We hold it and it is on the shelf."),
    "not_eligible": W("Bu hizmet okurun grubuna açık değil.", "The service is not open to the reader's group."),
    "membership_over": W("Okurun üyeliği geçerli değil.", "The reader's membership is not valid."),
    "limit_reached": W("Okur açık istek sınırına ulaştı.", "The reader has reached the limit of open requests."),
    "excluded_kind": W("Bu tür başka kütüphaneden istenmiyor.", "This kind is not requested from others."),
    "duplicate": W("Okurun bu yayın için açık bir isteği var.", "The reader already has an open request for it."),
}  # fmt: skip


def objection_words(code: str) -> Words:
    """What speaks against a request."""
    return OBJECTIONS.get(code) or REFUSALS.get(code, W(code, code))


#: mails to readers, by event
EVENTS = {
    "acknowledged": W("Talebi alındı", "Request acknowledged"),
    "detail_asked": W("Soru soruldu", "Question asked"),
    "refused": W("Kabul edilmedi", "Not accepted"),
    "on_its_way": W("Yolda", "On its way"),
    "ready": W("Gelin alın", "Ready to collect"),
    "handed_over": W("Teslim edildi", "Handed over"),
    "taken_back": W("İade alındı", "Taken back"),
    "completed": W("Tamamlandı", "Completed"),
    "unfilled": W("Sağlanamadı", "Could not be supplied"),
    "cancelled": W("İptal edildi", "Cancelled"),
    "cancel_refused": W("İptal edilemedi", "Could not be cancelled"),
    "condition_offered": W("Koşul soruldu", "Condition asked"),
    "condition_lapsed": W("Koşulun süresi doldu", "Condition lapsed"),
    "lost_in_post": W("Yolda kayboldu", "Lost in the post"),
    "wrong_item": W("Yanlış yayın geldi", "The wrong item came"),
    "collect_again": W("Yeniden çağrıldı", "Called again"),
    "not_collected": W("Alınmadı", "Not collected"),
    "recalled_unread": W("Alınmadan geri çağrıldı", "Recalled before it was collected"),
    "due_soon": W("Günü yaklaşıyor", "Due soon"),
    "renewed": W("Yeni iade tarihi", "New due date"),
    "renewal_refused": W("Süre uzatılamadı", "Not renewed"),
    "recalled": W("Geri çağrıldı", "Recalled"),
    "overdue": W("Gecikti", "Overdue"),
    "overdue_again": W("Yeniden hatırlatıldı", "Reminded again"),
    "lost": W("Kayıp bildirildi", "Reported lost"),
    "damaged": W("Hasar bildirildi", "Damage reported"),
    "copy_here": W("Kopyası hazır", "Copy ready"),
    "copy_ready": W("Kopyası basıldı", "Copy printed"),
    "copy_collected": W("Kopyasını aldı", "Copy collected"),
    "copy_not_collected": W("Kopya alınmadı", "Copy not collected"),
    "settled": W("Dosya kapandı", "Settled"),
    "lapsed": W("Yanıtsız kapandı", "Closed unanswered"),
    "account_asked": W("Hesap istendi", "Account asked for"),
    "account_refused": W("Hesap isteği reddedildi", "Account refused"),
    "approved": W("Hesap onaylandı", "Account approved"),
    "registered": W("Kaydı yapıldı", "Registered"),
    "mail_waiting": W("Postası sırada", "Mail waits for staff"),
}


#: why something is not booked
NOT_BOOKED = {
    "not_a_sum": W(
        "Tutar sıfırdan büyük ve kuruşa kadar olmalı.",
        "The amount must be above nought, to the kuruş.",
    ),
    "reference_taken": W(
        "{detail} numarası başka bir ödeme için yazılmış. Numarayı denetleyin.",
        "The number {detail} stands for another payment. Check the number.",
    ),
    "proof_missing": W(
        "Makbuz ya da dekont numarasını yazın.", "Type the number of the receipt or slip."
    ),
    "not_a_means": W("Bu yolla ödenemez.", "It cannot be paid this way."),
    "more_than_owed": W(
        "Bu kadar borç yok. Tutarı denetleyin; ödeme az önce işlenmiş olabilir.",
        "So much is not owed. Check the amount; the payment may have been booked a moment ago.",
    ),
    "reason_missing": W("Nedenini yazın.", "Say why."),
    "not_ours_to_reverse": W(
        "Bunu öbür kütüphane yazdı; yalnız o geri alabilir.",
        "The other library booked this; only it can take it back.",
    ),
    "not_ours_to_waive": W(
        "Yalnız alacaklı kütüphane vazgeçebilir.",
        "Only the library that it is owed to can waive it.",
    ),
    "is_reversal": W(
        "Bir geri alma geri alınmaz; yeniden yazın.", "A reversal is not taken back; book it anew."
    ),
    "past_day": W(
        "Bu gün geçmiş. İleri bir gün seçin.", "That day has passed. Choose a later one."
    ),
}


def money_words(refused: NotBooked) -> Words:
    """Why it is not booked."""
    said = NOT_BOOKED.get(refused.code, W(refused.code, refused.code))
    detail = refused.detail
    return W(said.tr.format(detail=detail), said.en.format(detail=detail))


def event_words(event: str) -> Words:
    """What a mail to a reader was about."""
    return EVENTS.get(event, W(event, event))


#: why a mail or a work read from it waits for a person
WAITS = {
    "stranger": W("Göndereni tanımıyoruz.", "We do not know the sender."),
    "answer": W("Açık bir talebe gelen yanıt.", "An answer to an open request."),
    "empty": W("Postada metin yok.", "The mail has no text."),
    "broken": W("Posta okunamadı.", "The mail could not be read."),
    "too_big": W("Posta çok büyük; yalnız başlıkları saklandı.", "The mail is too big; only its headers are kept."),
    "nothing_found": W("Hangi yayının istendiği anlaşılamadı.", "It is not clear which work is wanted."),
    "renewal": W("Süre uzatma isteği gibi.", "It reads like a wish to renew."),
    "cancel": W("İptal isteği gibi.", "It reads like a cancellation."),
    "status": W("Talebinin durumunu soruyor.", "It asks how a request stands."),
    "return": W("İadeyle ilgili.", "It is about a return."),
    "overdue": W("Gecikmeyle ilgili.", "It is about something overdue."),
    "thanks": W("Teşekkür.", "A word of thanks."),
    "question": W("Bir soru soruyor.", "It asks a question."),
    "out_of_office": W("Otomatik yanıt.", "An automatic answer."),
    "malformed": W("Postanın biçimi bozuk.", "The mail is malformed."),
    "text_cut": W("Metin çok uzundu; sonu kesildi.", "The text was too long; its end is cut."),
    "nested_too_deep": W("Postanın içinde çok fazla iç içe posta var.", "Too many mails stand inside one another."),
    "undecodable": W("Bazı harfleri okunamadı.", "Some of its letters could not be read."),
    "not_a_request": W("Ödünç isteği gibi görünmüyor.", "It does not read like a request."),
    "isbn_invalid": W("ISBN'in denetim rakamı tutmuyor.", "The ISBN's check digit is wrong."),
    "title_missing": W("Eser adı yok.", "The title is missing."),
    "author_missing": W("Yazarı yazılmamış.", "The author is missing."),
    "url_only": W("Yalnız bir bağlantı var.", "There is only a link."),
    "edition_binding": W("Okur belli bir baskıyı istiyor.", "The reader wants a certain edition."),
    "title_is_host": W("Yalnız bütünün adı var, bölümün adı yok.", "Only the whole is named, not the part."),
    "chapter_missing": W("Hangi bölüm olduğu belli değil.", "It is not clear which chapter."),
    "reader_missing": W("Okur kayıtlı değil.", "The reader is not registered."),
    "no_match": W("Katalogda bulunamadı.", "Not found in the catalogue."),
    "rules": W("Künye kesin, ama kurallar açısından bakılması gerek.", "The work is certain, but the rules want a look."),
    "not_certain": W("Eşleşme kesin değil.", "The match is not certain."),
}  # fmt: skip


def wait_words(code: str) -> Words:
    """Why something waits for a person."""
    return WAITS.get(code, W(code, code))


def reason_words(code: str) -> Words:
    """A supplier's reason, as people say it."""
    return unfilled_words(code)


def from_dict(value: object) -> Words | None:
    """Words kept as {"tr": …, "en": …}; None where nothing is kept."""
    if isinstance(value, dict) and value.get("tr"):
        return W(str(value["tr"]), str(value.get("en", value["tr"])))
    return None


#: how a state looks; states that are not here are neutral
TONES = {
    "new": "warn", "needs_info": "wait", "sourcing": "warn", "requested": "wait", "cancel_asked": "warn",
    "on_its_way": "wait", "ready": "good", "with_reader": "good", "taken_back": "wait",
    "completed": "neutral", "refused": "neutral", "unfilled": "bad", "cancelled": "neutral",
    "sent": "wait", "expected": "wait", "promised": "good", "shipped": "wait", "received": "good",
    "returned": "wait", "withdrawn": "warn", "searching": "warn", "packed": "warn", "out": "good",
    "returning": "wait", "checked_in": "good", "closed": "neutral",
    "condition_offered": "warn", "conditional": "wait", "retry_offered": "bad", "renewal_asked": "warn",
    "recalled": "warn", "overdue": "bad", "not_collected": "warn", "not_arrived": "bad", "lost": "bad",
    "damaged": "bad", "disputed": "bad", "claimed": "bad",
}  # fmt: skip
