"""Letters, records and lists as plain data for the templates, worded as offices word them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kopru.common.words import Words as W  # noqa: N817 - the words below stay readable
from kopru.shipping.papers.letters import (
    HandOverRecord,
    Head,
    ListedItem,
    NetStatement,
    OverdueLetter,
    PullList,
    YearReport,
)

Content = dict[str, Any]
Day = Callable[[date | None], str]

_NUMBER, _SUBJECT = W("Sayı", "Number"), W("Konu", "Subject")
_OVERDUE = W("Süresi geçen ödünç yayın", "Overdue interlibrary loan")
_OVERDUE_BEFORE = W(
    "Kütüphaneler arası ödünç yoluyla kütüphanenize gönderilen ve bilgileri aşağıda verilen yayının iade süresi dolmuş, {warnings} kez hatırlatılmasına rağmen yayın kütüphanemize ulaşmamıştır.",
    "The item below was sent to your library on interlibrary loan. Its due date has passed and, although we have reminded you {warnings} times, it has not come back to us.",
)
_OVERDUE_AFTER = (
    W(
        "Yayının {days} gün içinde kütüphanemize gönderilmesini; kaybolmuş ya da hasar görmüşse ödünç verme kurallarımıza göre aynısının sağlanması veya bedelinin ödenmesi için bilgi verilmesini rica ederim.",
        "Please send it back within {days} days; if it is lost or damaged, please let us know so that it can be replaced or paid for by our terms of lending.",
    ),
    W(
        "Yayın bu yazı size ulaşmadan gönderilmişse teşekkür eder, kargo takip numarasını bildirmenizi rica ederim.",
        "If it was sent before this letter reached you, thank you; please tell us the tracking number.",
    ),
)
_DRAFT = W(
    "Köprü’nün hazırladığı taslaktır; kurumun belge sistemine aktarılıp imzalandıktan sonra gönderilir.",
    "A draft prepared by Köprü; it is sent once it has been entered and signed in the institution’s own system.",
)
_COLUMNS = (
    W("İstek no", "Request"),
    W("Yayın", "Item"),
    W("Gönderildi", "Sent"),
    W("İade tarihi", "Due back"),
)
_RECORD = W("TESLİM TUTANAĞI", "RECORD OF HANDING OVER")
_RECORD_BEFORE = W(
    "Aşağıda bilgileri verilen yayın, başka bir kütüphaneden ödünç alınmış olup {day} tarihinde {taker} adlı okura eksiksiz ve sağlam olarak teslim edilmiştir.",
    "The item below, borrowed from another library, was handed over complete and undamaged on {day} to the reader {taker}.",
)
_RECORD_AFTER = W(
    "Okur, yayını son iade tarihine kadar geri getirmeyi; kaybolması ya da hasar görmesi hâlinde ödünç veren kütüphanenin kurallarını kabul eder.",
    "The reader agrees to bring it back by its due date and, should it be lost or damaged, to the terms of the lending library.",
)
_GIVER, _TAKER = W("Teslim eden", "Handed over by"), W("Teslim alan", "Received by")
_RECORD_COLUMNS = (
    W("İstek no", "Request"),
    W("Yayın", "Item"),
    W("Barkod", "Barcode"),
    W("Son iade", "Due back"),
)
_PULL = W("Raftan alınacaklar", "To fetch")
_LONGEST_NAME = 40
_YEAR = W("{year} YILI KÜTÜPHANELER ARASI ÖDÜNÇ ÖZETİ", "INTERLIBRARY LOAN IN {year}")
_YEAR_FOOT = W(
    "ISO 2789 terimleriyle. İstek, gönderildiği yıla sayılır; karşılama oranı sonuçlanan istekler üzerindendir; günler ortancadır. Basıldığı gün: {day}",
    "In the terms of ISO 2789. A request counts in the year in which it was sent; the fill rate is of requests that came to an end; days are medians. Printed on {day}",
)
_BRANCH, _COUNT, _DAY = W("Birim", "Branch"), W("Yayın sayısı", "Items"), W("Tarih", "Date")


def _head(head: Head) -> Content:
    return {"lines": list(head.lines), "logo": list(head.logo)}


def _named(item: ListedItem) -> str:
    return " / ".join(part for part in (item.title, item.author) if part)


#: parts of the width: number, item, and two short columns
_WIDTHS = [3, 6, 2.4, 2.4]


def overdue_letter(paper: OverdueLetter, language: str, day: Day) -> Content:
    """The letter; its number is left for the registry to fill in."""
    said = {"warnings": paper.warnings, "days": paper.days}
    foot = (paper.head.address, _DRAFT.say(language))
    return {
        "layout": "letter",
        "head": _head(paper.head),
        "meta": [
            [_NUMBER.say(language), paper.number or "…………"],
            [_SUBJECT.say(language), _OVERDUE.say(language)],
        ],
        "date": day(paper.written_on),
        "addressee": paper.addressee,
        "before": [_OVERDUE_BEFORE.say(language).format(**said)],
        **_table(_COLUMNS, language, [
            [i.code, _named(i), day(i.sent_on), day(i.due_on)] for i in paper.items
        ]),
        "after": [words.say(language).format(**said) for words in _OVERDUE_AFTER],
        "signatures": [_signs("", paper.head.signer, paper.head.signer_title)],
        "foot": " · ".join(part for part in foot if part),
    }  # fmt: skip


def hand_over_record(paper: HandOverRecord, language: str, day: Day) -> Content:
    """The record, with room for both to sign."""
    before = _RECORD_BEFORE.say(language).format(day=day(paper.handed_on), taker=paper.taker)
    return {
        "layout": "letter",
        "head": _head(paper.head),
        "meta": [],
        "date": "",
        "addressee": _RECORD.say(language),
        "before": [before],
        **_table(_RECORD_COLUMNS, language, [
            [i.code, _named(i), i.barcode, day(i.due_on)] for i in paper.items
        ]),
        "after": [part for part in (_RECORD_AFTER.say(language), paper.terms) if part],
        "signatures": [
            _signs(_GIVER.say(language), paper.giver),
            _signs(_TAKER.say(language), paper.taker, paper.taker_detail),
        ],
        "foot": paper.head.address,
    }  # fmt: skip


def _table(columns: tuple[W, ...], language: str, rows: list[list[str]]) -> Content:
    return {
        "columns": _WIDTHS,
        "headings": [word.say(language) for word in columns],
        "rows": rows,
    }


def _signs(role: str, name: str, title: str = "") -> Content:
    return {"role": role, "name": name, "title": title}


def pull_list(paper: PullList, language: str, day: Day) -> Content:
    """One line a copy, as they stand on the shelves."""
    facts = [
        (_BRANCH.say(language), paper.branch),
        (_COUNT.say(language), str(len(paper.lines))),
        (_DAY.say(language), day(paper.printed_on)),
    ]
    return {
        "layout": "shelves",
        "name": _PULL.say(language),
        "library": paper.library,
        "facts": [fact for fact in facts if fact[1]],
        "items": [
            {
                "call": line.call_number or "—", "title": line.title,
                "line": " · ".join(p for p in (line.location, line.item_barcode, line.for_whom) if p),
                "code": line.code,
            }
            for line in paper.lines
        ],
        "foot": "",
    }  # fmt: skip


def _short(name: str) -> str:
    """One line of the narrow first column."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def year_report(paper: YearReport, language: str, day: Day) -> Content:
    """Lines of figures under the letterhead; the columns' names stand on every page."""
    return {
        "layout": "report",
        "head": _head(paper.head),
        "name": _YEAR.say(language).format(year=paper.year),
        "headings": list(paper.headings),
        "items": [{"name": _short(line.name), "cells": list(line.cells)} for line in paper.lines],
        "foot": _YEAR_FOOT.say(language).format(day=day(paper.printed_on)),
    }


def net_statement(paper: NetStatement, _language: str, _day: Day) -> Content:
    """Lines of sums under the letterhead, as the year's report has its figures."""
    return {
        "layout": "report",
        "head": _head(paper.head),
        "name": paper.name,
        "headings": list(paper.headings),
        "items": [{"name": _short(line.name), "cells": list(line.cells)} for line in paper.lines],
        "foot": paper.foot,
    }
