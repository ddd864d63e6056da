"""The process of a copy asked of another library: nothing goes home. Pure."""

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


def copy_chart(terms: Terms) -> Chart:
    """The drawing; whether a file is opened or printed stands in the rules."""
    plan = Plan(
        "copying",
        W("Başka kütüphaneden kopya sağlama", "Copies from another library"),
        _LANES,
        terms,
        "borrowing",
    )
    plan.start(
        READER,
        W("Kopya gerekiyor", "A copy is needed"),
        W(
            "Makale, bölüm ya da ödünç verilmeyen bir yayının bir kısmı istenir. Talebin kabulü ve karşı kütüphaneye gönderilmesi ödünçteki gibidir.",
            "An article, a chapter or part of what is not lent is asked for. The request is accepted and sent as for a loan.",
        ),
    )
    plan.task(
        "agree",
        READER,
        W("Kopyasını ister", "Asks for a copy"),
        "patron_request.ask_for_copy",
        rules=("patron_copy_limit", "free_copies", "copy_declaration"),
        forms=(W("Telif beyanı", "Copyright declaration"),),
    )
    plan.task(
        "send",
        PARTNER,
        W("Kopyayı gönderir", "Sends the copy"),
        "patron_request.copy_sent",
        level=True,
    )
    plan.choice(
        "usable",
        DESK,
        W("Kopya kullanılır mı?", "Is the copy usable?"),
        "patron_request.copy_unusable",
    )
    plan.flow("start", "agree", "send", "usable")
    plan.flow("usable", "send", label=NO)
    _given(plan)
    return plan.chart()


def _given(plan: Plan) -> None:
    plan.choice(
        "as_file",
        DESK,
        W("Okura dosya olarak mı?", "As a file to the reader?"),
        rules=("copy_opening",),
        besides=(
            W(
                "Yalnız basılacak bir dosya okura hiç açılmaz.",
                "A file to print only is never opened to the reader.",
            ),
        ),
    )
    plan.task(
        "open",
        SYSTEM,
        W("Okura süreli açar", "Opens it for a time"),
        "patron_request.copy_here",
        level=True,
    )
    plan.task("print", DESK, W("Kopyayı basar", "Prints the copy"), "patron_request.copy_arrived")
    plan.task(
        "delete",
        SYSTEM,
        W("Dosyayı siler", "Deletes the file"),
        "patron_request.copy_over",
        level=True,
    )
    plan.flow("usable", "as_file", label=YES)
    plan.flow("as_file", "open", label=YES)
    plan.flow("open", "delete", "done")
    plan.flow("as_file", "print", label=NO)
    _collected(plan)


def _collected(plan: Plan) -> None:
    plan.choice(
        "collected", READER, W("Süresinde aldı mı?", "Collected in time?"), rules=("collect_days",)
    )
    plan.task(
        "give",
        DESK,
        W("Kopyayı okura verir", "Hands over the copy"),
        "patron_request.copy_collected",
        level=True,
    )
    plan.task(
        "thrown",
        SYSTEM,
        W("Kopyayı attırır", "Has the copy thrown away"),
        "patron_request.copy_not_collected",
    )
    plan.end("done", DESK, W("Tamamlandı", "Completed"))
    plan.flow("print", "collected")
    plan.flow("collected", "give", label=YES)
    plan.flow("collected", "thrown", label=NO)
    plan.flow("thrown", "done")
    plan.flow("give", "done")
