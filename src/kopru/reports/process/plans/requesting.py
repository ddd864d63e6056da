"""The process as requester: from a reader's need until the item is home. Pure.

The main path of domain.md 3.1 and 3.5, with the exits that the seed leaves out: another lender,
a condition, a renewal, delay, an item that nobody collects.
"""

from kopru.common.words import Words as W  # noqa: N817 - plans stay readable
from kopru.libraries.policy.terms import Terms
from kopru.reports.process.content import Chart
from kopru.reports.process.plans.building import DESK, NO, PARTNER, READER, SYSTEM, YES, Plan

_LANES = (
    (READER, W("Okur", "Reader")),
    (DESK, W("KAÖ birimi (biz)", "ILL desk (we)")),
    (SYSTEM, W("Köprü", "Köprü")),
    (PARTNER, W("Veren kütüphane", "Supplying library")),
)


def requesting_chart(terms: Terms) -> Chart:
    """The drawing for a library with these rules."""
    plan = Plan(
        "requesting",
        W("Başka kütüphaneden ödünç alma", "Borrowing from another library"),
        _LANES,
        terms,
        "borrowing",
    )
    _asking(plan)
    _finding(plan)
    _collecting(plan)
    _with_reader(plan)
    _home(plan)
    return plan.chart()


def _asking(plan: Plan) -> None:
    plan.start(
        READER,
        W("Yayın gerekiyor", "An item is needed"),
        W(
            "Okurun ihtiyaç duyduğu yayın kütüphanede yoktur.",
            "The reader needs an item that the library does not have.",
        ),
    )
    plan.task(
        "ask",
        READER,
        W("Yayını talep eder", "Asks for the item"),
        "patron_request.ask",
        rules=("patron_groups", "advisor_groups", "needs_contract", "patron_limit"),
        forms=(W("KAÖ talep formu ya da e-posta", "ILL request form or e-mail"),),
    )
    plan.choice(
        "complete",
        DESK,
        W("Künye tam mı?", "Citation complete?"),
        besides=(
            W(
                "Künye, katalog kayıtlarıyla karşılaştırılır.",
                "The citation is compared with the catalogue.",
            ),
        ),
    )
    plan.task(
        "detail",
        READER,
        W("Eksik künyeyi tamamlar", "Completes the citation"),
        "patron_request.ask_for_detail",
        "patron_request.give_detail",
        "patron_request.lapse",
        rules=("detail_days",),
        level=True,
    )
    plan.flow("start", "ask", "complete")
    plan.flow("complete", "detail", label=NO)
    plan.flow("detail", "complete")
    plan.flow("complete", "allowed", label=YES)
    _judging(plan)


def _judging(plan: Plan) -> None:
    plan.choice(
        "allowed",
        DESK,
        W("Talep uygun mu?", "Request acceptable?"),
        besides=(
            W(
                "Yayının kütüphanede olup olmadığına, okurun hakkına ve yayının türüne bakılır.",
                "Whether it is held here, whether the reader may ask, and for this kind of item.",
            ),
        ),
        rules=("not_requested_kinds", "overdue_blocks"),
    )
    plan.end(
        "refused", READER, W("Kabul edilmedi", "Not accepted"), "patron_request.refuse", level=True
    )
    plan.flow("allowed", "refused", label=NO)


def _finding(plan: Plan) -> None:
    plan.task(
        "send",
        SYSTEM if plan.terms.auto_send else DESK,
        W("Sıradaki kütüphaneden ister", "Asks the next library"),
        "patron_request.verify",
        "patron_request.request",
        rules=("auto_send", "service_days", "expected_days"),
    )
    plan.choice(
        "supplies",
        PARTNER,
        W("Yayını verebilir mi?", "Can it supply?"),
        "borrowing.expected",
        "borrowing.promised",
        "borrowing.remind",
    )
    plan.choice(
        "condition",
        DESK,
        W("Okur koşulu kabul eder mi?", "Does the reader accept it?"),
        "patron_request.condition_offered",
        "patron_request.accept_condition",
        "patron_request.decline_condition",
        "patron_request.condition_lapsed",
        level=True,
    )
    plan.choice(
        "next",
        DESK,
        W("Başka kütüphane var mı?", "Another library?"),
        "patron_request.supplier_declined",
        "borrowing.withdraw",
    )
    plan.end(
        "unfilled", READER, W("Sağlanamadı", "Could not be supplied"), "patron_request.give_up"
    )
    plan.task(
        "ship",
        PARTNER,
        W("Yayını kargoya verir", "Posts the item"),
        "patron_request.shipped",
        level=True,
    )
    _answers(plan)


def _answers(plan: Plan) -> None:
    plan.flow("allowed", "send", "supplies", label=YES)
    plan.flow("supplies", "condition", label=W("Koşulla", "On a condition"))
    plan.flow("condition", "supplies", label=W("Kabul", "Accepted"))
    plan.flow("condition", "next", label=W("Ret", "Declined"))
    plan.flow("supplies", "next", label=W("Hayır ya da yanıt yok", "No, or no answer"))
    plan.flow("next", "unfilled", label=NO)
    plan.flow("next", "send", label=YES)
    plan.flow("supplies", "ship", label=YES)


def _collecting(plan: Plan) -> None:
    plan.task(
        "arrive",
        DESK,
        W("Koliyi açar, yayını denetler", "Unpacks and checks it"),
        "patron_request.arrive",
        rules=("reader_pays", "collect_days"),
        forms=(W("Durum notu, fotoğraf", "Note of condition, photograph"),),
    )
    plan.choice(
        "collected",
        READER,
        W("Süresinde aldı mı?", "Collected in time?"),
        "patron_request.collect_again",
        "patron_request.not_collected",
        rules=("barred_months",),
    )
    plan.task(
        "hand_over",
        DESK,
        W("Kimliğe bakar, okura verir", "Checks the card, hands over"),
        "patron_request.hand_over",
        rules=("buffer_days", "reader_copying"),
        level=True,
        forms=(W("Ödünç fişi, teslim tutanağı", "Loan slip, record of handing over"),),
    )
    plan.flow("ship", "arrive", "collected")
    plan.flow("collected", "hand_over", label=YES)
    plan.flow("collected", "post_back", label=NO)


def _with_reader(plan: Plan) -> None:
    plan.choice(
        "in_time",
        READER,
        W("Gününde getirdi mi?", "Brought back in time?"),
        "patron_request.due_soon",
    )
    plan.task(
        "renew",
        PARTNER,
        W("Uzatmaya karar verir", "Decides on the renewal"),
        "patron_request.ask_renewal",
        "patron_request.renewed",
        "patron_request.renewal_refused",
        rules=("renewal_asked_days",),
        level=True,
    )
    plan.flow("hand_over", "in_time")
    plan.flow("in_time", "renew", label=W("Uzatma istiyor", "Asks to renew"))
    plan.flow("renew", "in_time")
    plan.flow("in_time", "late", label=NO)
    plan.flow("late", "take_back")
    plan.flow("in_time", "take_back", label=YES)


def _home(plan: Plan) -> None:
    plan.task(
        "take_back",
        DESK,
        W("Yayını iade alır", "Takes the item back"),
        "patron_request.take_back",
        forms=(W("İade belgesi", "Return receipt"),),
    )
    plan.task(
        "late",
        SYSTEM,
        W("Gecikmeyi hatırlatır", "Reminds of the delay"),
        "patron_request.overdue",
        "patron_request.overdue_again",
        rules=("reader_fines",),
        level=True,
    )
    plan.task(
        "post_back",
        DESK,
        W("Yayını geri postalar", "Posts the item back"),
        "borrowing.post_back",
        rules=("posts_back_at_once",),
    )
    plan.task(
        "closed",
        PARTNER,
        W("Teslim alır, kapatır", "Receives it and closes"),
        "patron_request.complete",
        level=True,
    )
    plan.end("done", DESK, W("Tamamlandı", "Completed"))
    plan.flow("take_back", "post_back", "closed", "done")
