import pytest

from kopru.libraries.policy.doubtful import doubts
from kopru.libraries.policy.examples import examples
from kopru.libraries.policy.saying import sections
from kopru.libraries.policy.sentences_borrowing import BORROWING
from kopru.libraries.policy.sentences_lending import LENDING
from kopru.libraries.policy.terms import BorrowingTerms, LendingTerms, Terms


def said(terms, side="lending", language="tr"):
    return [s.say(language) for section in sections(terms, side) for s in section.sentences]


def test_a_default_policy_reads_as_sentences_of_both_languages():
    for side in ("lending", "borrowing"):
        for language in ("tr", "en"):
            sentences = said(Terms(), side, language)
            assert sentences
            assert all(s[0].isupper() and s.endswith(".") and "  " not in s for s in sentences)


def test_every_term_is_said_somewhere():
    """`currency` is said with each sum."""
    for table, model in ((LENDING, LendingTerms), (BORROWING, BorrowingTerms)):
        names = {name for _, sentences in table for names, _ in sentences for name in names}
        assert names == set(model.model_fields) - {"currency"}


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"loan_days": 20, "includes_transit": True}, "Ödünç süresi gidiş ve dönüş yolu içinde 20 gündür."),
        ({"counts_from": "dispatch"}, "Ödünç süresi kargoya verildiği günden başlayarak 30 gündür."),
        ({"renewals": 0}, "Süre uzatılmaz."),
        ({"renewals": 1, "renewal_days": 15, "renewal_lead_days": 7},
         "Süre 1 kez, 15 gün uzatılabilir; uzatma, iade tarihinden en az 7 gün önce istenir."),
        ({"lost_factor": "3"}, "Kaybolanın rayiç bedelinin 3 katı ödenir."),
        ({"lost_factor": "1.5", "lost_fee": "50"}, "Kaybolanın rayiç bedelinin 1,5 katı ödenir, üstüne 50,00 TL."),
        ({"freight_payer": "sender"}, "Kargoyu gidişte de dönüşte de gönderen kütüphane öder."),
        ({"freight_payer": "sender", "return_payer": "recipient"}, "Kargoyu iki yönde de veren kütüphane öder."),
        ({"fines": [{"from_day": 8, "per_day": "0.60"}, {"per_day": "0.30"}]},
         "Geciken her yayın için günde 0,30 TL, 8. günden başlayarak 0,60 TL alır."),
    ],
)  # fmt: skip
def test_a_rule_reads_as_a_librarian_would_write_it(stated, sentence):
    assert sentence in said(Terms.model_validate(stated))


def test_the_examples_are_as_many_as_the_published_rules_and_read_without_doubt():
    assert [len(examples("suppliers")), len(examples("requesters"))] == [15, 20]
    for which, side in (("suppliers", "lending"), ("requesters", "borrowing")):
        for name, terms in examples(which):
            assert doubts(terms) == [], name.tr
            assert said(terms, side)
            assert Terms.model_validate_json(terms.model_dump_json()) == terms


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"loan_days": 10, "includes_transit": True, "buffer_days": 0}, "short_loan"),
        ({"loan_days": 10}, "short_for_reader"),
        ({"renewal_lead_days": 30}, "renewal_never"),
        ({"renewals": 0, "renewal_days": 5}, "renewal_unused"),
        ({"recall_days": 40}, "recall_long"),
        ({"copy_instead": True, "gives_copies": False}, "copy_never"),
        ({"max_per_reader": 11}, "reader_over_library"),
        ({"grace_days": 3}, "fine_unused"),
        ({"fines": [{"from_day": 5, "per_day": 1}]}, "fine_gap"),
        ({"fines": [{"per_day": 1}, {"per_day": 2}]}, "fine_twice"),
        ({"warnings": 3}, "bar_unused"),
        ({"lost_means": "same_item", "lost_factor": 2}, "lost_factor"),
        ({"patron_groups": []}, "nobody"),
        ({"advisor_groups": ["graduate"]}, "both_ways"),
        ({"patron_copy_limit": 6}, "copies_over"),
        ({"free_parcels": 3}, "free_unused"),
        ({"service_days": [5]}, "never_open"),
        ({"clauses": [{"when": {"kinds": ["map"]}, "sets": {"loan_days": 30}}]}, "says_nothing"),
        ({"clauses": [{"when": {"kinds": ["map"]}, "sets": {"loan_days": 9}},
                      {"when": {"kinds": ["map"]}, "refuses": True}]}, "twice"),
        ({"excluded_kinds": ["map"], "clauses": [{"when": {"kinds": ["map"]}, "refuses": True}]}, "excluded_anyway"),
        ({"clauses": [{"side": "borrowing", "when": {"groups": ["public"]}, "sets": {"patron_limit": 1}}]}, "group_anyway"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_asked_about(stated, code):
    found = doubts(Terms.model_validate(stated))
    assert code in [doubt.code for doubt in found]
    assert all(one.words.tr.endswith(".") for one in found)
    assert all(one.words.en.endswith(".") for one in found)


def test_the_defaults_raise_no_doubt():
    assert doubts(Terms()) == []
