"""What can go wrong with a harvest, in words that the library's people can act on. Pure."""

from kopru.common.words import Words

TROUBLES: dict[str, Words] = {
    "unreachable": Words(
        "Karşı sunucuya ulaşılamadı. Kendiliğinden yeniden denenecek.",
        "The provider could not be reached. It will be tried again by itself.",
    ),
    "busy": Words(
        "Karşı sunucu şimdi yanıt veremiyor; istediği süre beklenecek.",
        "The provider cannot answer now; we wait as long as it asks for.",
    ),
    "not_oai": Words(
        "Bu adresten OAI-PMH yanıtı gelmiyor. Adresi denetleyin.",
        "What comes from this address is no OAI-PMH answer. Check the address.",
    ),
    "refused": Words(
        "Karşı sunucu isteği reddetti. Biçimi, kümeyi ve adresi denetleyin.",
        "The provider refused the question. Check format, set and address.",
    ),
    "private": Words(
        "Bu adres iç ağdadır; kurulumun ayarı iç ağ adreslerine izin vermiyor.",
        "This address is in a private network, which this installation's setting does not allow.",
    ),
    "too_big": Words(
        "Yanıt aşırı büyük; güvenlik için okunmadı.",
        "The answer is far too big; for safety it was not read.",
    ),
    "cut": Words(
        "Yanıt ortada kesiliyor. Okunabilenler alındı; kalanı istenemiyor.",
        "The answer breaks off. What could be read was taken; the rest cannot be asked for.",
    ),
    "loops": Words(
        "Karşı sunucu hep aynı sayfayı veriyor; durduruldu.",
        "The provider gives the same page again and again; it was stopped.",
    ),
    "shrunk": Words(
        "Tam toplama bilinen kayıtların yarısından azını getirdi; hiçbir kayıt silinmedi.",
        "A full harvest brought less than half of the records known; none was deleted.",
    ),
    "changed": Words(
        "Kaynak değiştirildi; baştan toplanacak.",
        "The source was changed; it is harvested from the beginning.",
    ),
    "fault": Words(
        "Beklenmedik bir hata oldu; kayıtlara yazıldı. Kaldığı yerden sürdürülecek.",
        "An unexpected fault happened and was logged. It will go on where it was.",
    ),
}  # fmt: skip
#: what had to be put right in a provider's answers (`protocols.oaipmh.Answer.repairs`)
REPAIRS: dict[str, Words] = {
    "encoding": Words(
        "harfler bildirilenden başka kodlamadaydı", "letters were in another encoding than declared"
    ),
    "controls": Words(
        "denetim karakterleri çıkarıldı", "control characters were left out"
    ),
    "namespaces": Words("bildirilmemiş ad alanları eklendi", "undeclared namespaces were added"),
    "ampersands": Words("XML'e uymayan & işaretleri düzeltildi", "stray & signs were put right"),
    "pieces": Words("bozuk XML kayıt kayıt okundu", "broken XML was read record by record"),
}  # fmt: skip
#: before the symbol of a library that a union catalogue brought
FOUNDED = "+"
_OTHER = Words("Toplama tamamlanamadı.", "The harvest could not be finished.")


def trouble_words(code: str) -> Words:
    """A trouble's sentence."""
    return TROUBLES.get(code, _OTHER)


def repair_words(code: str) -> Words:
    """What was put right, or which library was added, in words."""
    if code.startswith(FOUNDED):
        symbol = code.removeprefix(FOUNDED)
        return Words(f"yeni kütüphane: {symbol}", f"new library: {symbol}")
    return REPAIRS.get(code, Words(code, code))
