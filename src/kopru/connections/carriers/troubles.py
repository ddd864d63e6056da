"""What can go wrong with a courier, in words that the desk can act on. Pure."""

from kopru.common.words import Words
from kopru.connections import outbound
from kopru.connections.errors import ConnectionTrouble, Garbled, Refused

TROUBLES: dict[str, Words] = {
    "unreachable": Words(
        "Kargo firmasının sistemine ulaşılamadı.", "The courier's system could not be reached."
    ),
    "slow": Words(
        "Kargo firmasının sistemi zamanında yanıt vermedi.",
        "The courier's system did not answer in time.",
    ),
    "refused": Words("Kargo firması kabul etmedi.", "The courier did not accept it."),
    "private": Words(
        "Bu adres iç ağdadır; kurulumun ayarı iç ağ adreslerine izin vermiyor.",
        "This address is in a private network, which this installation's setting does not allow.",
    ),
    "garbled": Words(
        "Kargo firmasının yanıtı anlaşılamadı.", "The courier's answer could not be understood."
    ),
    "no_numbers": Words(
        "Kargo firmasının verdiği barkod numaraları bitti. Yeni bir aralık isteyip ayarlara yazın.",
        "The block of bar codes is used up. Ask the courier for another and enter it in the settings.",
    ),
    "unknown": Words(
        "Kargo firması bu numarayı henüz tanımıyor.", "The courier does not know this number yet."
    ),
    "fault": Words(
        "Beklenmedik bir hata oldu; kayıtlara yazıldı.", "An unexpected fault happened and was logged."
    ),
}  # fmt: skip


def code_of(trouble: ConnectionTrouble) -> str:
    """The code in `TROUBLES` of what went wrong."""
    known: tuple[tuple[type[ConnectionTrouble], str], ...] = (
        (outbound.Forbidden, "private"), (outbound.TooSlow, "slow"),
        (Refused, "refused"), (Garbled, "garbled"),
    )  # fmt: skip
    return next((code for kind, code in known if isinstance(trouble, kind)), "unreachable")


def trouble_words(code: str) -> Words:
    """The words of a code; an unknown one is a fault."""
    return TROUBLES.get(code, TROUBLES["fault"])
