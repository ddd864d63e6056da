"""The sentences of the borrowing side, for a library's own readers: by section. Pure."""

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.libraries.policy.sentences_lending import fines_said
from kopru.libraries.policy.terms import Terms
from kopru.libraries.policy.words import GROUPS, KINDS, WEEKDAYS, days, listed, money


def _who(t: Terms) -> W | None:
    if not t.patron_groups:
        return W("Hiçbir okur grubu kendisi isteyemez.", "No group of readers may ask by itself.")
    groups = listed([GROUPS[group] for group in t.patron_groups])
    return W(f"İstekte bulunabilenler: {groups.tr}.", f"Who may ask: {groups.en}.")


def _advisors(t: Terms) -> W | None:
    if not t.advisor_groups:
        return None
    groups = listed([GROUPS[group] for group in t.advisor_groups])
    return W(
        f"Danışmanı aracılığıyla isteyenler: {groups.tr}.", f"Through their advisors: {groups.en}."
    )


def _needs(t: Terms) -> W | None:
    parts = []
    if t.needs_contract:
        parts.append(
            W("imzalı üyelik ve gizlilik sözleşmesi", "signed membership and privacy contracts")
        )
    if t.needs_institution_email:
        parts.append(W("kurum e-posta adresi", "an e-mail address of the institution"))
    if not parts:
        return None
    words = listed(parts)
    return W(f"Koşulu: {words.tr}.", f"Needed: {words.en}.")


def _not_requested(t: Terms) -> W | None:
    if not t.not_requested_kinds:
        return None
    kinds = listed([KINDS[kind] for kind in t.not_requested_kinds])
    return W(
        f"Başka kütüphaneden istenmeyenler: {kinds.tr}.", f"Not requested from others: {kinds.en}."
    )


def _limits(t: Terms) -> W:
    tr = f"Bir okurun aynı anda en çok {t.patron_limit} açık isteği olabilir"
    en = f"A reader may have {t.patron_limit} open request" + ("s" if t.patron_limit > 1 else "")
    if t.patron_month_limit:
        n = t.patron_month_limit
        tr, en = f"{tr}, ayda en çok {n} istek", f"{en}, and ask {n} times a month"
    if t.patron_copy_limit:
        n = t.patron_copy_limit
        tr, en = f"{tr}; kopyada en çok {n}", f"{en}; for copies at most {n}"
    return W(f"{tr}.", f"{en}.")


def _free_copies(t: Terms) -> W | None:
    if not t.free_copies:
        return None
    return W(
        f"Yılda {t.free_copies} kopya okura ücretsizdir, sonrası ücretlidir.",
        f"{t.free_copies} copies a year cost the reader nothing; further ones do.",
    )


def _detail(t: Terms) -> W:
    return W(
        f"Künyesi eksik istek {t.detail_days} gün içinde tamamlanmazsa kapanır.",
        f"A request whose citation is not completed within {days(t.detail_days)} is closed.",
    )


def _expected(t: Terms) -> W | None:
    if not t.expected_days:
        return None
    n = t.expected_days
    return W(
        f"Okura yayının yaklaşık {n} günde geleceği söylenir.",
        f"Readers are told to expect it in some {days(n)}.",
    )


def _service(t: Terms) -> W | None:
    if not t.service_days:
        return None
    named = listed([WEEKDAYS[day] for day in sorted(t.service_days)])
    return W(f"İsteklere bakılan günler: {named.tr}.", f"Requests are dealt with on {named.en}.")


def _auto(t: Terms) -> W | None:
    if not t.auto_send:
        return None
    return W(
        "Künyesi kesin istek ilk kütüphaneye kendiliğinden gider.",
        "A request that is certain goes to the first library by itself.",
    )


def _collect(t: Terms) -> W:
    tr = f"Gelen yayın {t.collect_days} iş günü içinde alınır"
    en = f"What has come is collected within {days(t.collect_days, 'open')}"
    if t.second_collect_days:
        tr = f"{tr}; alınmazsa ikinci bildirimden sonra {t.second_collect_days} gün daha beklenir"
        en = f"{en}; after a second notice it waits {days(t.second_collect_days)} more"
    return W(f"{tr}.", f"{en}.")


def _left(t: Terms) -> W | None:
    if not t.barred_months:
        return None
    n = t.barred_months
    months = "a month" if n == 1 else f"{n} months"
    return W(
        f"Alınmayan yayın {n} ay boyunca yeniden istenmez.",
        f"What was not collected is not asked again for {months}.",
    )


def _give_back(t: Terms) -> W:
    tr = f"Okur, yayını geri postalanacağı günden {t.buffer_days} iş günü önce iade eder"
    en = f"Readers return an item {days(t.buffer_days, 'open')} before it is posted back"
    way_tr = f"dönüş yoluna {t.transit_days} iş günü ayrılır"
    way_en = f"the way back takes {days(t.transit_days, 'open')}"
    if not t.buffer_days:
        tr, en = "Okur, yayını geri postalanacağı gün iade eder", "Readers return an item on the day it is posted back"  # fmt: skip
    return W(f"{tr}; {way_tr}.", f"{en}; {way_en}.")


def _renew(t: Terms) -> W:
    return W(
        f"Süre uzatma, iade tarihinden en az {t.renewal_asked_days} gün önce istenir.",
        f"More time is asked for {days(t.renewal_asked_days)} before the due date.",
    )


def _post_back(t: Terms) -> W:
    if t.posts_back_at_once:
        return W("İade alınan yayın o anda postalanır.", "What is returned is posted at once.")
    n = t.post_back_days
    return W(
        f"İade alınan yayın {n} iş günü içinde postalanır.",
        f"What is returned is posted within {days(n, 'open')}.",
    )


def _copying(t: Terms) -> W | None:
    if t.reader_copying:
        return None
    return W("Ödünç gelen yayından kopya çekilmez.", "Readers may not copy what is borrowed.")


def _opening(t: Terms) -> W:
    if t.copy_opening == "print":
        return W(
            "Dosya olarak gelen kopya basılıp verilir; dosya silinir.",
            "A copy that comes as a file is printed and handed over; the file is deleted.",
        )
    return W(
        f"Dosya olarak gelen kopyayı okur {t.copy_days} gün içinde en çok {t.copy_views} kez açabilir; sonra dosya silinir.",
        f"A copy that comes as a file can be opened {t.copy_views} times within {t.copy_days} days; then it is deleted.",
    )


def _declaration(t: Terms) -> W | None:
    if not t.copy_declaration:
        return None
    return W(
        f"Kopya isteyen okur şunu onaylar: “{t.copy_declaration}”",
        f"A reader who asks for a copy agrees to this: “{t.copy_declaration}”",
    )


_PAYS = {
    "nothing": W("Kargoyu kütüphane öder", "The library pays the courier"),
    "half": W("Kargonun yarısını okur öder", "Readers pay half of the freight"),
    "outbound": W("Geliş kargosunu okur öder", "Readers pay the freight here"),
    "both": W("Kargoyu iki yönde de okur öder", "Readers pay the freight both ways"),
}
_PAID = {
    "before": W("ödeme istekten önce yapılır", "in advance"),
    "on_collection": W("ödeme yayın alınırken yapılır", "when they collect the item"),
    "later": W("ödeme sonradan yapılabilir", "later, if they like"),
}


def freight_said(t: Terms) -> W:
    """What readers pay of the freight, and when."""
    pays = _PAYS[t.reader_pays]
    if t.reader_pays == "nothing":
        return W(f"{pays.tr}.", f"{pays.en}.")
    paid = _PAID[t.paid_when]
    tr, en = f"{pays.tr}, {paid.tr}", f"{pays.en}, {paid.en}"
    if t.free_parcels:
        n = t.free_parcels
        tr = f"{tr}; yılın ilk {n} kolisini kütüphane öder"
        en = f"{en}; the library pays the first {n} of a year"
    return W(f"{tr}.", f"{en}.")


def _price(t: Terms) -> W:
    if t.reader_pays_price:
        return W(
            "Veren kütüphane ücret alırsa okur öder.",
            "What a lender charges is paid by the reader.",
        )
    return W(
        "Veren kütüphane ücret alırsa kütüphane öder.",
        "What a lender charges is paid by the library.",
    )


def _fines(t: Terms) -> W | None:
    if not t.reader_fines:
        return None
    said = fines_said(t.reader_fines, t.currency)
    tr, en = f"Geciken okur {said.tr} öder", f"Readers who are late pay {said.en}"
    if t.reader_grace_days:
        n = t.reader_grace_days
        tr, en = f"{tr}; ilk {n} gün cezasızdır", f"{en}; {days(n)} are free"
    if t.reader_fines_on_open_days:
        tr, en = f"{tr}; yalnız açık günler sayılır", f"{en}; only open days count"
    if t.reader_fine_limit:
        most = money(t.reader_fine_limit, t.currency)
        tr, en = f"{tr}; bir yayın için en çok {most.tr}", f"{en}; at most {most.en} an item"
    if t.reader_fines_limit:
        most = money(t.reader_fines_limit, t.currency)
        tr, en = (
            f"{tr}; ödenmemiş cezalar {most.tr} tutarını aşmaz",
            f"{en}; {most.en} unpaid in all",
        )
    return W(f"{tr}.", f"{en}.")


def _blocks(t: Terms) -> W | None:
    parts = []
    if t.overdue_blocks:
        n = t.overdue_blocks_after
        parts.append(
            W(f"{n} günden çok gecikmiş yayını olan", f"has something more than {days(n)} overdue")
            if n
            else W("gecikmiş yayını olan", "has something overdue")
        )
    if t.unpaid_blocks:
        parts.append(W("kargo borcu olan", "owes freight"))
    if t.loss_blocks:
        parts.append(W("kaybı kapanmamış", "has an unsettled loss"))
    if t.reader_debt_limit:
        sum_ = money(t.reader_debt_limit, t.currency)
        parts.append(W(f"borcu {sum_.tr} sınırını aşan", f"owes more than {sum_.en}"))
    if not parts:
        return None
    words = listed(parts, either=True)
    return W(f"Yeni istekte bulunamayan okur: {words.tr}.", f"A reader may not ask who {words.en}.")


def _clearance(t: Terms) -> W | None:
    if not t.clearance:
        return None
    return W(
        "Elinde yayın olan okurun ilişiği kesilmez.",
        "Nobody is cleared to leave with a book out.",
    )


BORROWING = (
    (W("Kimler isteyebilir", "Who may ask"), (
        (("patron_groups",), _who),
        (("advisor_groups",), _advisors),
        (("needs_contract", "needs_institution_email"), _needs),
        (("not_requested_kinds",), _not_requested),
        (("overdue_blocks", "overdue_blocks_after", "unpaid_blocks", "loss_blocks", "reader_debt_limit"), _blocks),
    )),
    (W("Kaç istek", "How many requests"), (
        (("patron_limit", "patron_month_limit", "patron_copy_limit"), _limits),
        (("free_copies",), _free_copies),
        (("detail_days",), _detail),
        (("expected_days",), _expected),
        (("service_days",), _service),
        (("auto_send",), _auto),
    )),
    (W("Raftan iadeye", "From the shelf to the return"), (
        (("collect_days", "second_collect_days"), _collect),
        (("barred_months",), _left),
        (("buffer_days", "transit_days"), _give_back),
        (("renewal_asked_days",), _renew),
        (("posts_back_at_once", "post_back_days"), _post_back),
        (("reader_copying",), _copying),
        (("copy_opening", "copy_days", "copy_views"), _opening),
        (("copy_declaration",), _declaration),
        (("clearance",), _clearance),
    )),
    (W("Okura maliyeti", "What it costs the reader"), (
        (("reader_pays", "paid_when", "free_parcels"), freight_said),
        (("reader_pays_price",), _price),
        (("reader_fines", "reader_grace_days", "reader_fines_on_open_days", "reader_fine_limit", "reader_fines_limit"), _fines),
    )),
)  # fmt: skip
