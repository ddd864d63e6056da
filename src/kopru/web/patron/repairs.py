"""What was mended on reading a record, in words for staff."""

from kopru.common.words import Words
from kopru.protocols.marc import Repair

_REPAIRS: dict[str, Words] = {
    Repair.RECORD_LENGTH: Words("kayıt uzunluğu yanlıştı", "the record's length was wrong"),
    "base_address": Words(
        "verinin başladığı yer yanlış yazılmıştı", "the place where its data begins was wrong"
    ),
    Repair.FIELD_LENGTH: Words("bir alanın uzunluğu yanlıştı", "a field's length was wrong"),
    Repair.DIRECTORY: Words(
        "dizindeki konumlar yanlıştı; alanlar sırasıyla okundu",
        "positions in the directory were wrong; fields were read in their order",
    ),
    Repair.STRAY_TERMINATOR: Words(
        "bir alanın içinde alan sonu imi vardı", "a field had a terminator inside"
    ),
    Repair.UNLISTED_FIELDS: Words(
        "dizinde olmayan alanlar alınmadı", "fields that the directory does not list were left out"
    ),
    Repair.INDICATORS: Words("bir alanın göstergeleri eksikti", "a field lacked its indicators"),
    Repair.TEXT_BEFORE_SUBFIELD: Words(
        "ilk alt alandan önce metin vardı", "there was text before the first subfield"
    ),
    Repair.NO_SUBFIELDS: Words("bir alanın alt alanı yoktu", "a field had no subfields"),
    Repair.ENCODING: Words(
        "kayıt başka bir karakter kodlaması bildiriyordu",
        "the record named another character encoding",
    ),
    Repair.LEADER: Words("başlık (leader) düzeltildi", "the leader was mended"),
}


def repair_said(repair: str) -> Words:
    """A repair's words; a code that has none here stands for itself."""
    return _REPAIRS.get(repair) or Words(str(repair), str(repair))
