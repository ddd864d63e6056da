"""The nine libraries' lending rules, as different as real ones (domain.md 2.1 to 2.3).

Each is a plain dict of `libraries.policy.terms.Terms`, ready to be stored as JSON.
"""

# What most say; each library below states only where it differs.
_USUAL: dict[str, object] = {
    "lends": True,
    "loan_days": 30,
    "counts_from": "arrival",
    "includes_transit": False,
    "renewals": 1,
    "answer_days": 3,
    "ship_days": 2,
    "max_per_library": 10,
    "excluded_kinds": ["thesis", "issue"],
    "needs_two_copies": False,
    "freight_payer": "recipient",
    "carrier": "",
    "patron_groups": ["academic", "graduate", "staff"],
    "patron_limit": 5,
    "collect_days": 3,
    "transit_days": 2,
    "buffer_days": 3,
    "posts_back_at_once": True,
    "auto_send": False,
}

_READERS_OF_A_UNIVERSITY = ["academic", "graduate", "undergraduate", "staff"]
_NO_MEDIA = ["thesis", "issue", "video", "audio"]

TERMS: dict[str, dict[str, object]] = {
    # The large state university: generous, and the only one that sends by itself.
    "TR-CAMLIDERE": {
        **_USUAL,
        "patron_groups": _READERS_OF_A_UNIVERSITY,
        "auto_send": True,
        "renewal_lead_days": 3,
        "renewal_unless_wanted": True,
        "excluded_traits": ["reference", "rare", "reserve"],
        "clauses": [
            {
                "side": "borrowing",
                "when": {"groups": ["undergraduate"]},
                "sets": {"patron_limit": 3},
            },
        ],
    },
    # Fifteen days, but two renewals (row 5); one carrier under contract (row 28).
    "TR-KORFEZ": {
        **_USUAL,
        "loan_days": 15,
        "renewals": 2,
        "max_per_library": 5,
        "answer_days": 2,
        "carrier": "Yurtiçi Kargo",
        "excluded_kinds": _NO_MEDIA,
        "collect_days": 5,
        "buffer_days": 2,
        "reader_pays": "half",
        "paid_when": "on_collection",
        "clauses": [
            {
                "when": {"distances": ["same_city"]},
                "sets": {"loan_days": 20},
                "words": "Komşularımıza yirmi gün.",
            },
        ],
    },
    # Twenty days with the way there and back, no renewal (row 2); quick and strict.
    "TR-YEDIKANDIL": {
        **_USUAL,
        "loan_days": 20,
        "counts_from": "dispatch",
        "includes_transit": True,
        "renewals": 0,
        "answer_days": 2,
        "ship_days": 1,
        "max_per_library": 5,
        "patron_groups": _READERS_OF_A_UNIVERSITY,
        "patron_limit": 3,
        "auto_send": True,
    },
    # Far away: parcels take longer, and so do its own (row 22).
    "TR-DOGUYAYLASI": {
        **_USUAL,
        "loan_days": 21,
        "excluded_kinds": ["issue"],
        "patron_groups": ["academic", "graduate"],
        "patron_limit": 4,
        "collect_days": 7,
        "transit_days": 4,
        "buffer_days": 5,
        "posts_back_at_once": False,
        "carrier": "PTT Kargo",
    },
    # Lends only what it holds twice (row 19).
    "TR-GULSIFA": {
        **_USUAL,
        "needs_two_copies": True,
        "max_per_library": 3,
        "answer_days": 5,
        "ship_days": 3,
        "patron_groups": ["academic", "graduate"],
        "buffer_days": 1,
    },
    # Public libraries: a month from arrival, one renewal, the sender pays (2.2, row P).
    "TR-DICLEKIYISI": {
        **_USUAL,
        "max_per_library": 15,
        "excluded_kinds": ["issue"],
        "freight_payer": "sender",
        "carrier": "PTT Kargo",
        "patron_groups": ["public"],
        "patron_limit": 3,
        "collect_days": 7,
        "transit_days": 3,
        "buffer_days": 7,
    },
    # Borrows for its readers, but lends to nobody while it is being moved.
    "TR-IHLAMURALTI": {
        **_USUAL,
        "lends": False,
        "freight_payer": "sender",
        "carrier": "PTT Kargo",
        "patron_groups": ["public"],
        "patron_limit": 2,
        "collect_days": 5,
        "buffer_days": 5,
        "posts_back_at_once": False,
    },
    # A research library: two items, counted from dispatch, a slow yes (AK Parti Kt., 2.2).
    "TR-BOGAZ": {
        **_USUAL,
        "loan_days": 15,
        "counts_from": "dispatch",
        "renewals": 0,
        "answer_days": 7,
        "ship_days": 3,
        "max_per_library": 2,
        "excluded_kinds": _NO_MEDIA,
        "patron_groups": ["academic", "graduate"],
        "patron_limit": 10,
        "collect_days": 10,
        "no_reproduction": True,
    },
    # Courts and counsel: thirty days, no renewal, members only.
    "TR-ADALETAGACI": {
        **_USUAL,
        "renewals": 0,
        "max_per_library": 3,
        "ship_days": 1,
        "freight_payer": "recipient",
        "carrier": "Yurtiçi Kargo",
        "patron_groups": ["academic", "staff"],
        "collect_days": 3,
        "buffer_days": 1,
    },
}
