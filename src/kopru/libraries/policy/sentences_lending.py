"""The sentences of the lending side: by section, with the terms that each rests on. Pure."""

from decimal import Decimal

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.libraries.policy.terms import Rate, Terms
from kopru.libraries.policy.words import KINDS, TRAITS, days, listed, money, times


def _lends(t: Terms) -> W:
    if t.lends and t.gives_copies:
        return W(
            "Başka kütüphanelere ödünç ve kopya verir.", "It lends and copies for other libraries."
        )
    if t.lends:
        return W(
            "Başka kütüphanelere ödünç verir; kopya sağlamaz.",
            "It lends to other libraries and supplies no copies.",
        )
    return W(
        "Şu sıra ödünç vermez; yalnız kopya sağlar.", "At present it supplies copies and no loans."
    )


def _excluded(t: Terms) -> W | None:
    names = [
        *(KINDS[kind] for kind in t.excluded_kinds),
        *(TRAITS[one] for one in t.excluded_traits),
    ]
    if not names:
        return None
    words = listed(names)
    return W(f"Ödünç vermedikleri: {words.tr}.", f"Not lent: {words.en}.")


def _two_copies(t: Terms) -> W | None:
    if not t.needs_two_copies:
        return None
    return W("Yalnız en az iki nüshası olanı ödünç verir.", "It lends only what it holds twice.")


def _copy_instead(t: Terms) -> W | None:
    if not (t.copy_instead and t.gives_copies):
        return None
    return W(
        "Ödünç vermediğinin yerine kopya önerir.",
        "Instead of what it does not lend it offers a copy.",
    )


def _use(t: Terms) -> W | None:
    if t.library_use_only and t.no_reproduction:
        return W(
            "Verdiği yayın kütüphane içinde okunur, kopyası çekilmez.",
            "What it lends is read in the library and not copied.",
        )
    if t.library_use_only:
        return W(
            "Verdiği yayın yalnız kütüphane içinde okunur.",
            "What it lends is read in the library only.",
        )
    if t.no_reproduction:
        return W("Verdiği yayının kopyası çekilmez.", "What it lends is not copied.")
    return None


def _individuals(t: Terms) -> W | None:
    if t.serves_individuals:
        return W("Kişilerden de doğrudan istek alır.", "It takes requests of persons, too.")
    return None


def _loan(t: Terms) -> W | None:
    if not t.lends:
        return None
    if t.includes_transit:
        return W(
            f"Ödünç süresi gidiş ve dönüş yolu içinde {t.loan_days} gündür.",
            f"A loan lasts {days(t.loan_days)}, the way there and back included.",
        )
    start = (
        W("kolinin ulaştığı günden", "the day the parcel arrives")
        if t.counts_from == "arrival"
        else W("kargoya verildiği günden", "the day it is sent")
    )
    return W(
        f"Ödünç süresi {start.tr} başlayarak {t.loan_days} gündür.",
        f"A loan lasts {days(t.loan_days)} from {start.en}.",
    )


def _renewal(t: Terms) -> W | None:
    if not t.lends:
        return None
    if not t.renewals:
        return W("Süre uzatılmaz.", "Loans are not renewed.")
    length = t.renewal_days or t.loan_days
    tr = f"Süre {t.renewals} kez, {length} gün uzatılabilir"
    en = f"A loan may be renewed {times(t.renewals)}, for {days(length)}"
    if t.renewal_lead_days:
        tr += f"; uzatma, iade tarihinden en az {t.renewal_lead_days} gün önce istenir"
        en += f", if asked {days(t.renewal_lead_days)} before it is due"
    if t.renewal_by_form:
        tr, en = f"{tr} ve yeni form ister", f"{en}, with a new form"
    return W(f"{tr}.", f"{en}.")


def _wanted(t: Terms) -> W | None:
    if not (t.lends and t.renewals):
        return None
    if t.renewal_unless_wanted:
        return W("Başka bir okur bekliyorsa uzatılmaz.", "Not where somebody else waits for it.")
    return W("Başka bir okur beklese de uzatılır.", "Even where somebody else waits for it.")


def _late_renewal(t: Terms) -> W | None:
    if t.lends and t.renewals and t.renews_overdue:
        return W("Günü geçmiş ödünç de uzatılabilir.", "What is overdue may be renewed, too.")
    return None


def _recall(t: Terms) -> W | None:
    if not t.lends:
        return None
    if not t.may_recall:
        return W(
            "Verdiği yayını süresinden önce geri istemez.", "It does not recall what it lends."
        )
    courier = t.recall_by_courier
    return W(
        f"Gerekirse geri çağırır; yayın {t.recall_days} gün içinde"
        + (" özel kuryeyle geri gönderilir." if courier else " geri gönderilir."),
        f"It may recall an item, which comes back within {days(t.recall_days)}"
        + (" by special courier." if courier else "."),
    )


def _reserve(t: Terms) -> W | None:
    if t.lends and t.takes_reservations:
        return W(
            "Dışarıdaki yayın için başka kütüphaneleri sıraya alır.",
            "Other libraries may wait for what is out.",
        )
    return None


def _most(t: Terms) -> W | None:
    if not t.lends:
        return None
    tr = f"Bir kütüphaneye aynı anda en çok {t.max_per_library} yayın verir"
    en = f"It lends one library {t.max_per_library} items at once"
    if t.max_per_reader:
        tr, en = (
            f"{tr}, bir okura en çok {t.max_per_reader}",
            f"{en}, and one reader {t.max_per_reader}",
        )
    return W(f"{tr}.", f"{en}.")


def _most_copies(t: Terms) -> W | None:
    if not (t.gives_copies and t.max_copies_per_library):
        return None
    n = t.max_copies_per_library
    return W(
        f"Bir kütüphanenin aynı anda en çok {n} kopya isteğini alır.",
        f"It takes {n} requests for copies of one library at once.",
    )


def _answer(t: Terms) -> W:
    tr = f"İstekleri {t.answer_days} iş günü içinde yanıtlar"
    en = f"It answers within {days(t.answer_days, 'open')}"
    if t.ship_days:
        return W(
            f"{tr}, “evet” dedikten sonra {t.ship_days} iş günü içinde gönderir.",
            f"{en} and sends within {days(t.ship_days, 'open')} after a yes.",
        )
    return W(f"{tr}, “evet” dediği gün gönderir.", f"{en} and sends on the day of a yes.")


def _after_return(t: Terms) -> W | None:
    if not (t.lends and t.takes_reservations):
        return None
    n = t.ship_days_after_return
    return W(
        f"Sıradaki isteği, yayın dönünce {n} iş günü içinde gönderir.",
        f"What was waited for is sent {days(n, 'open')} after it is back.",
    )


_PAYERS = {"recipient": W("alan", "receives"), "sender": W("gönderen", "sends")}


def _freight(t: Terms) -> W | None:
    if not t.lends:
        return None
    if t.freight_payer == t.return_payer:
        out = _PAYERS[t.freight_payer]
        said = W(
            f"Kargoyu gidişte de dönüşte de {out.tr} kütüphane öder",
            f"The library that {out.en} a parcel pays the courier, both ways",
        )
    else:
        who = W("isteyen", "borrows") if t.freight_payer == "recipient" else W("veren", "lends")
        said = W(
            f"Kargoyu iki yönde de {who.tr} kütüphane öder",
            f"The library that {who.en} pays the courier, both ways",
        )
    if t.carrier:
        return W(f"{said.tr}; taşıyıcı {t.carrier}.", f"{said.en}; the carrier is {t.carrier}.")
    return W(f"{said.tr}.", f"{said.en}.")


def _prices(t: Terms) -> W | None:
    parts = []
    if t.lends and t.loan_price:
        sum_ = money(t.loan_price, t.currency)
        parts.append(W(f"ödüncün ücreti {sum_.tr}", f"a loan costs {sum_.en}"))
    if t.gives_copies and t.page_price:
        sum_ = money(t.page_price, t.currency)
        parts.append(W(f"kopyanın sayfası {sum_.tr}", f"a copied page costs {sum_.en}"))
    if not parts:
        return None
    words = listed(parts)
    # Turkish starts with ö or k here: both have one capital
    return W(f"{words.tr[:1].upper()}{words.tr[1:]}.", f"{words.en[:1].upper()}{words.en[1:]}.")


def _paid_to(t: Terms) -> W | None:
    if not t.paid_to:
        return None
    tr, en = f"Ödemeler: {t.paid_to}", f"Payments: {t.paid_to}"
    if t.proof:
        tr, en = f"{tr}; kanıtı: {t.proof}", f"{en}; proof: {t.proof}"
    return W(f"{tr}.", f"{en}.")


def fines_said(rates: tuple[Rate, ...], currency: str) -> W:
    """Fines by day of delay: "günde 0,30 TL, 8. günden sonra 0,60 TL"."""
    tr, en = [], []
    for rate in sorted(rates, key=lambda one: one.from_day):
        sum_ = money(rate.per_day, currency)
        if rate.from_day == 1:
            tr.append(f"günde {sum_.tr}")
            en.append(f"{sum_.en} a day")
        else:
            tr.append(f"{rate.from_day}. günden başlayarak {sum_.tr}")
            en.append(f"{sum_.en} from day {rate.from_day}")
    return W(", ".join(tr), ", ".join(en))


def _fine(t: Terms) -> W | None:
    if not t.lends:
        return None
    if not t.fines:
        return W("Gecikmede para cezası almaz.", "It takes no fines.")
    said = fines_said(t.fines, t.currency)
    tr, en = f"Geciken her yayın için {said.tr} alır", f"A late item costs {said.en}"
    if t.grace_days:
        tr, en = f"{tr}; ilk {t.grace_days} gün cezasızdır", f"{en}; {days(t.grace_days)} are free"
    if t.fines_on_open_days:
        tr, en = f"{tr}; yalnız açık günler sayılır", f"{en}; only open days count"
    if t.fine_limit:
        most = money(t.fine_limit, t.currency)
        tr, en = f"{tr}; en çok {most.tr}", f"{en}; at most {most.en}"
    return W(f"{tr}.", f"{en}.")


def _bars(t: Terms) -> W | None:
    if not t.lends or t.bars_late == "never":
        return None
    if t.bars_late == "overdue":
        return W(
            "Gecikmiş yayını olan kütüphaneye yenisini vermez.",
            "It lends nothing more while something is overdue.",
        )
    if t.bars_late == "once":
        return W(
            "Bir kez geciken ya da hasar veren kütüphaneye bir daha vermez.",
            "A library that is late or does damage once borrows never again.",
        )
    return W(
        f"{t.warnings} uyarıdan sonra kütüphaneye {t.barred_days} gün ödünç vermez.",
        f"After {t.warnings} warnings a library may not borrow for {days(t.barred_days)}.",
    )


def _debt(t: Terms) -> W | None:
    if not t.debt_limit:
        return None
    sum_ = money(t.debt_limit, t.currency)
    return W(
        f"Borcu {sum_.tr} sınırını aşan kütüphaneye vermez.",
        f"A library that owes more than {sum_.en} may not borrow.",
    )


def _lost(t: Terms) -> W | None:
    if not t.lends:
        return None
    if t.lost_means == "same_item":
        said = W("Kaybolanın yerine aynı yayın istenir", "A lost item is replaced by the same")
    elif t.lost_factor == 1:
        said = W("Kaybolanın rayiç bedeli ödenir", "For a lost item its market value is paid")
    else:
        factor = f"{t.lost_factor.normalize():f}"
        said = W(
            f"Kaybolanın rayiç bedelinin {factor.replace('.', ',')} katı ödenir",
            f"For a lost item {factor} times its market value is paid",
        )
    tr, en = said.tr, said.en
    if t.lost_fee > Decimal(0):
        sum_ = money(t.lost_fee, t.currency)
        tr, en = f"{tr}, üstüne {sum_.tr}", f"{en}, and {sum_.en} besides"
    if t.lost_after_days:
        tr = f"{tr}; {t.lost_after_days} gün geciken kayıp sayılır"
        en = f"{en}; what is {days(t.lost_after_days)} late counts as lost"
    return W(f"{tr}.", f"{en}.")


def _liable(t: Terms) -> W | None:
    if not t.lends:
        return None
    if t.liable_in_transit == "requester":
        return W(
            "Yolda olandan isteyen kütüphane sorumludur.",
            "The requesting library answers for what is on its way.",
        )
    return W("Yolda olandan kendisi sorumludur.", "It answers itself for what is on its way.")


_FORMS = {
    "paper": W("kâğıt olarak", "on paper"),
    "file": W("dosya olarak", "as a file"),
    "print_only": W("yalnız basılmak üzere dosya olarak", "as a file to be printed only"),
}


def _copies(t: Terms) -> W | None:
    if not t.gives_copies:
        return None
    form = _FORMS[t.copy_form]
    return W(
        f"Bir eserin en çok yüzde {t.copy_share} kadarını kopyalar, {form.tr} verir.",
        f"It copies at most {t.copy_share} percent of a work and supplies it {form.en}.",
    )


def _pages(t: Terms) -> W | None:
    if not t.gives_copies or not t.copy_pages:
        return None
    return W(
        f"Bir kopya en çok {t.copy_pages} sayfadır.", f"A copy has at most {t.copy_pages} pages."
    )


LENDING = (
    (W("Ne verir", "What it supplies"), (
        (("lends", "gives_copies"), _lends),
        (("excluded_kinds", "excluded_traits"), _excluded),
        (("needs_two_copies",), _two_copies),
        (("copy_instead",), _copy_instead),
        (("library_use_only", "no_reproduction"), _use),
        (("serves_individuals",), _individuals),
    )),
    (W("Ne kadar süreyle", "For how long"), (
        (("loan_days", "counts_from", "includes_transit"), _loan),
        (("renewals", "renewal_days", "renewal_lead_days", "renewal_by_form"), _renewal),
        (("renewal_unless_wanted",), _wanted),
        (("renews_overdue",), _late_renewal),
        (("may_recall", "recall_days", "recall_by_courier"), _recall),
        (("takes_reservations",), _reserve),
    )),
    (W("Kaç tane, ne çabuklukta", "How many, how fast"), (
        (("max_per_library", "max_per_reader"), _most),
        (("max_copies_per_library",), _most_copies),
        (("answer_days", "ship_days"), _answer),
        (("ship_days_after_return",), _after_return),
    )),
    (W("Kargo ve ücret", "Freight and prices"), (
        (("freight_payer", "return_payer", "carrier"), _freight),
        (("loan_price", "page_price"), _prices),
        (("paid_to", "proof"), _paid_to),
    )),
    (W("Gecikme ve kayıp", "Delay and loss"), (
        (("fines", "grace_days", "fines_on_open_days", "fine_limit"), _fine),
        (("bars_late", "warnings", "barred_days"), _bars),
        (("debt_limit",), _debt),
        (("lost_means", "lost_factor", "lost_fee", "lost_after_days"), _lost),
        (("liable_in_transit",), _liable),
    )),
    (W("Kopyalar", "Copies"), (
        (("copy_share", "copy_form"), _copies),
        (("copy_pages",), _pages),
    )),
)  # fmt: skip
