"""Why a record was put aside, in words that its library can act on. Pure."""

from kopru.common.words import Words

REASONS: dict[str, Words] = {
    "not_marc": Words(
        "Bu bir MARC dosyası değil: içinde MARC alanı yok.",
        "This is no MARC file: there are no MARC fields in it.",
    ),
    "bad_leader": Words(
        "MARC kaydı değil: baştaki 24 karakter (leader) okunamıyor.",
        "Not a MARC record: its first 24 characters (leader) cannot be read.",
    ),
    "bad_base_address": Words(
        "Kayıt bozuk: verinin başladığı yer yanlış yazılmış.",
        "Damaged record: it gives a wrong place for the start of its data.",
    ),
    "bad_directory": Words(
        "Kayıt bozuk: dizini alanlarıyla uyuşmuyor.",
        "Damaged record: its directory does not fit its fields.",
    ),
    "no_fields": Words("Kayıtta hiç alan yok.", "The record has no fields."),
    "encoding": Words(
        "Harfler okunamıyor: kayıt, belirttiği karakter kodlamasında değil.",
        "Its letters cannot be read: it is not in the encoding it names.",
    ),
    "broken_utf8": Words(
        "Harflerin bir kısmı bozulmuş: kayıt UTF-8, ama bazı baytları değil.",
        "Some letters are damaged: the record is UTF-8, but a few of its bytes are not.",
    ),
    "broken_marc8": Words(
        "Harflerin bir kısmı bozulmuş: kayıt MARC-8, ama bazı karakterleri hiçbir kümede yok.",
        "Some letters are damaged: the record is MARC-8, but no character set has some of them.",
    ),
    "not_a_work": Words(
        "Bu kayıt bir eseri anlatmıyor: otorite, sınıflama ya da benzeri bir kayıt.",
        "The record describes no work: it is an authority, classification or similar record.",
    ),
    "holdings_alone": Words(
        "Nüsha kaydı hangi esere ait olduğunu söylemiyor (004 alanı yok).",
        "The holdings record does not say which work it belongs to (no field 004).",
    ),
    "bad_field": Words(
        "Bir alanın etiketi ya da bir alt alanın kodu eksik.",
        "A field has no tag, or a subfield no code.",
    ),
    "broken_xml": Words(
        "XML burada bozuluyor; dosyanın kalanı okunamadı.",
        "The XML breaks here; the rest of the file could not be read.",
    ),
    "refused_xml": Words(
        "Güvenlik nedeniyle okunmadı: XML bir DTD içeriyor ya da kayıt aşırı büyük.",
        "Not read for safety: the XML has a DTD, or the record is far too large.",
    ),
}
_OTHER = Words("Kayıt okunamadı.", "The record could not be read.")


def reason_words(code: str) -> Words:
    """A reason's sentence, for every code that readers give."""
    return REASONS.get(code, _OTHER)
