"""The process as supplier: from another library's request until the item is home. Pure."""

from kopru.common.words import Words as W  # noqa: N817 - plans stay readable
from kopru.libraries.policy.terms import Terms
from kopru.reports.process.content import Chart
from kopru.reports.process.plans.building import DESK, NO, PARTNER, SYSTEM, YES, Plan

_LANES = (
    (PARTNER, W("İsteyen kütüphane", "Requesting library")),
    (DESK, W("KAÖ birimi (biz)", "ILL desk (we)")),
    (SYSTEM, W("Köprü", "Köprü")),
)


def lending_chart(terms: Terms) -> Chart | None:
    """The drawing for a library with these rules; None for one that supplies nothing at all."""
    if not (terms.lends or terms.gives_copies):
        return None
    plan = Plan(
        "lending",
        W("Başka kütüphaneye ödünç verme", "Lending to another library"),
        _LANES,
        terms,
        "lending",
    )
    _answering(plan)
    if terms.gives_copies:
        _copying(plan)
    if terms.lends:
        _sending(plan)
        _out(plan)
        _home(plan)
    return plan.chart()


def _answering(plan: Plan) -> None:
    loan = plan.terms.lends
    plan.start(
        PARTNER,
        W("İstek gönderir", "Sends a request"),
        W(
            "Başka bir kütüphanenin okuru bir yayınımızı ister.",
            "A reader of another library wants an item of ours.",
        ),
    )
    plan.task(
        "take_in",
        SYSTEM,
        W("İsteği kayda alır", "Takes the request in"),
        "lending.take_in",
        rules=("answer_days", "max_per_library"),
    )
    plan.task(
        "search", DESK, W("Fişi basar, raftan arar", "Prints the slip, searches"), "lending.search"
    )
    plan.choice(
        "can",
        DESK,
        W("Verilebilir mi?", "Can we supply?"),
        rules=(
            "lends",
            "excluded_kinds",
            "needs_two_copies",
            "copy_instead",
            "bars_late",
            "debt_limit",
        ),
    )
    plan.end(
        "declined",
        PARTNER,
        W("Karşılanamadı", "Unfilled"),
        "lending.decline",
        "lending.offer_retry",
        level=True,
    )
    plan.flow("start", "take_in", "search", "can")
    plan.flow("can", "declined", label=NO)
    _condition(plan, loan=loan)


def _condition(plan: Plan, *, loan: bool) -> None:
    plan.choice(
        "condition",
        PARTNER,
        W("Koşulumuz kabul mü?", "Is our condition accepted?"),
        "lending.offer_condition",
        "lending.condition_accepted",
        "lending.cancel",
        rules=("library_use_only", "loan_price"),
    )
    plan.flow("can", "condition", label=W("Koşulla", "On a condition"))
    plan.flow("condition", "declined", label=W("Vazgeçti", "Withdrawn"))
    if not (loan and plan.terms.gives_copies):
        plan.flow("can", "promise" if loan else "deliver", label=YES)
        plan.flow("condition", "promise" if loan else "deliver", label=W("Kabul", "Accepted"))
        return
    plan.choice(
        "service",
        DESK,
        W("Kopya mı istendi?", "Is a copy wanted?"),
        besides=(
            W(
                "Kopya geri dönmez; ödünç alınan yayın geri döner.",
                "A copy does not come back; a loan does.",
            ),
        ),
    )
    plan.flow("can", "service", label=YES)
    plan.flow("condition", "service", label=W("Kabul", "Accepted"))
    plan.flow("service", "deliver", label=YES)
    plan.flow("service", "promise", label=NO)


def _copying(plan: Plan) -> None:
    plan.task(
        "deliver",
        DESK,
        W("Kopyayı gönderir", "Sends the copy"),
        "lending.deliver",
        rules=("copy_share", "copy_pages", "page_price", "max_copies_per_library"),
    )
    plan.end(
        "copy_over", SYSTEM, W("Dosya silindi", "File deleted"), "lending.copy_over", level=True
    )
    plan.flow("deliver", "copy_over")


def _sending(plan: Plan) -> None:
    plan.task(
        "promise",
        DESK,
        W("“Evet” der, yayını ayırır", "Says yes, sets it aside"),
        "lending.promise",
    )
    plan.task(
        "pack",
        DESK,
        W("Durumunu yazar, paketler", "Notes its condition, packs"),
        "lending.pack",
        forms=(W("Durum notu, fotoğraf", "Note of condition, photograph"),),
    )
    plan.task(
        "ship",
        DESK,
        W("Kargoya verir", "Posts the item"),
        "lending.ship",
        rules=("loan_days", "freight_payer"),
    )
    plan.task(
        "received",
        PARTNER,
        W("Teslim aldığını bildirir", "Says that it has arrived"),
        "lending.received",
    )
    plan.flow("promise", "pack", "ship", "received", "in_time")


def _out(plan: Plan) -> None:
    renews = plan.terms.renewals > 0
    plan.choice(
        "in_time",
        PARTNER,
        W("Gününde geri yolladı mı?", "Sent back in time?"),
        besides=(
            W(
                "Yayın iade gününe dek isteyen kütüphanededir.",
                "The item is with the requester until its due date.",
            ),
        ),
    )
    if renews:
        plan.task(
            "renew",
            DESK,
            W("Uzatma isteğini yanıtlar", "Answers the renewal"),
            "lending.renewal_asked",
            "lending.renew",
            "lending.refuse_renewal",
            rules=("renewals", "renewal_unless_wanted", "renews_overdue"),
            level=True,
        )
        plan.flow("in_time", "renew", label=W("Uzatma istiyor", "Asks to renew"))
        plan.flow("renew", "in_time")
    plan.task(
        "late",
        SYSTEM,
        W("Gecikmeyi bildirir, uyarır", "Tells of the delay, warns"),
        "lending.overdue",
        "lending.warn",
        rules=("fines", "lost_after_days"),
    )
    plan.task(
        "letter",
        DESK,
        W("Resmî yazı hazırlar", "Drafts the official letter"),
        "lending.write_letter",
        besides=(W("Yalnızca uyarılar sonuçsuz kalırsa.", "Only where warnings were of no use."),),
    )
    plan.task(
        "returning", PARTNER, W("Yayını geri postalar", "Posts the item back"), "lending.returning"
    )
    plan.flow("in_time", "late", label=NO)
    plan.flow("late", "letter", "returning")
    plan.flow("in_time", "returning", label=YES)


def _home(plan: Plan) -> None:
    plan.task("check_in", DESK, W("İade alır, durumuna bakar", "Checks it in"), "lending.check_in")
    plan.choice(
        "sound",
        DESK,
        W("Yayın sağlam mı?", "Is it undamaged?"),
        besides=(
            W(
                "Gönderirken yazılan durumla karşılaştırılır.",
                "Compared with the condition noted when it left.",
            ),
        ),
    )
    plan.task(
        "damage",
        PARTNER,
        W("Hasarı karşılar", "Settles the damage"),
        "lending.find_damage",
        rules=("lost_means", "liable_in_transit"),
        level=True,
    )
    plan.task("close", DESK, W("İsteği kapatır", "Closes the request"), "lending.close")
    plan.end("done", DESK, W("Tamamlandı", "Completed"))
    plan.flow("returning", "check_in", "sound")
    plan.flow("sound", "damage", label=NO)
    plan.flow("damage", "close")
    plan.flow("sound", "close", label=YES)
    plan.flow("close", "done")
