"""Every fixed word of the process document, in both languages. Pure."""

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable

WORDS: dict[str, W] = {
    "number": W("Doküman No", "Document No"),
    "published": W("Yayın Tarihi", "Published on"),
    "revision": W("Revizyon No", "Revision No"),
    "revised": W("Revizyon Tarihi", "Revised on"),
    "page": W("Sayfa", "Page"),
    "state": W("Durum", "State"),
    "purpose": W("Amaç", "Purpose"),
    "scope": W("Kapsam", "Scope"),
    "terms": W("Tanım ve kısaltmalar", "Terms and abbreviations"),
    "roles": W("Sorumlular", "Responsible roles"),
    "role": W("Sorumlu", "Role"),
    "duty": W("Görevi", "Duty"),
    "related": W("İlgili dokümanlar", "Related documents"),
    "history": W("Revizyon geçmişi", "Revision history"),
    "reason": W("Açıklama", "What has changed"),
    "date": W("Tarih", "Date"),
    "flow": W("İş akışı", "Process flow"),
    "sheet": W("sayfa {n}/{of}", "sheet {n} of {of}"),
    "cases": W("Diğer durumlar", "Other cases"),
    "side": W("Taraf", "Side"),
    "case": W("Durum", "While"),
    "step": W("Adım", "Step"),
    "leads": W("Sonraki durum", "Leads to"),
    "why": W("Açıklama", "What is done"),
    "who": W("Sorumlu", "Responsible"),
    "papers": W("Doküman / kayıt", "Document / record"),
    "rules": W("Yürürlükteki kurallar", "Rules in force"),
    "borrowing": W("Kendi okurlarımız için", "For our own readers"),
    "lending": W("Başka kütüphaneler için", "For other libraries"),
    "signatures": W("Onay", "Approval"),
    "office": W("Birimi / unvanı", "Office"),
    "name": W("Adı soyadı", "Name"),
    "signature": W("İmza", "Signature"),
    "signed": W("Köprü’de onaylandı", "Signed in Köprü"),
    "none": W("–", "–"),
    "begins": W("Başlangıçta", "At the start"),
    "made": W(
        "Bu doküman, Köprü’de yürürlükte olan kurallardan ve işlem adımlarından üretilmiştir: imzalanan neyse işleyen de odur. Kuralların günü: {day} · İçerik izi: {mark}",
        "This document is made from the rules and steps that run in Köprü: what is signed is what runs. Rules of {day} · content mark {mark}",
    ),
}
PURPOSE = W(
    "Bu süreç dokümanının amacı, {library} ile başka kütüphaneler arasında yayın ve kopya sağlamanın adımlarını, sorumlularını, sürelerini ve kayıtlarını belirlemektir.",
    "This document lays down the steps, the responsible roles, the times and the records by which {library} and other libraries supply each other with items and copies.",
)
SCOPE = W(
    "Okurun talebinden yayının sahibi kütüphaneye dönmesine, başka bir kütüphanenin isteğinden yayının rafına dönmesine kadar bütün kütüphaneler arası ödünç işlemlerini kapsar.",
    "It covers interlibrary loan from a reader's request until the item is back at its owner, and from another library's request until the item is back on its shelf.",
)
TERMS = (
    (W("KAÖ", "ILL"), W("Kütüphaneler arası ödünç verme ve kopya sağlama.", "Interlibrary loan, and copies instead of loans.")),
    (W("Talep", "Patron request"), W("Okurun bir yayına duyduğu ihtiyacın kaydı; birden çok kütüphaneye sorulabilir.", "The record of a reader's need; several libraries may be asked for it.")),
    (W("İstek", "Request"), W("Bir talep için tek bir kütüphaneye gönderilen ödünç ya da kopya isteği.", "What is asked of one library for a patron request.")),
    (W("Köprü", "Köprü"), W("Kütüphanelerin istek, gönderi ve iade işlemlerini yürüttüğü yazılım; iletileri ISO 18626’ya uyar.", "The software that carries requests, parcels and returns; its messages follow ISO 18626.")),
)  # fmt: skip
DUTIES = (
    (W("Okur", "Reader"), W("Talebini eksiksiz verir, yayını süresinde alır, gününde getirir.", "Gives a complete request, collects in time and brings the item back by its day.")),
    (W("KAÖ personeli", "ILL staff"), W("Talepleri ve istekleri süresinde sonuçlandırır, gönderileri hazırlar, durumları kaydeder.", "Answers requests in time, prepares parcels and records what happens.")),
    (W("Köprü (kendiliğinden)", "Köprü (by itself)"), W("Süreleri izler, hatırlatır, iletileri gönderir, her adımı kaydeder.", "Watches the times, reminds, sends messages and records each step.")),
    (W("Karşı kütüphane", "Other library"), W("Kendi kurallarına göre yanıt verir, gönderir ya da geri yollar.", "Answers by its own rules, sends and sends back.")),
    (W("Kütüphane yöneticisi", "Library administrator"), W("Kuralları belirler, bu dokümanın revizyonlarını açar ve imzaya sunar.", "States the rules, opens revisions of this document and puts them up for signing.")),
)  # fmt: skip
