"""What the languages of books are called, by the codes of ISO 639-2/B that MARC uses. Pure."""

from kopru.common.words import Words

_NAMES = {
    "tur": ("Türkçe", "Turkish"), "ota": ("Osmanlı Türkçesi", "Ottoman Turkish"),
    "eng": ("İngilizce", "English"), "fre": ("Fransızca", "French"),
    "ger": ("Almanca", "German"), "ara": ("Arapça", "Arabic"), "per": ("Farsça", "Persian"),
    "rus": ("Rusça", "Russian"), "spa": ("İspanyolca", "Spanish"), "ita": ("İtalyanca", "Italian"),
    "lat": ("Latince", "Latin"), "gre": ("Yunanca", "Greek"), "grc": ("Eski Yunanca", "Ancient Greek"),
    "kur": ("Kürtçe", "Kurdish"), "zza": ("Zazaca", "Zazaki"), "arm": ("Ermenice", "Armenian"),
    "aze": ("Azerbaycanca", "Azerbaijani"), "kaz": ("Kazakça", "Kazakh"),
    "kir": ("Kırgızca", "Kyrgyz"), "uzb": ("Özbekçe", "Uzbek"), "tuk": ("Türkmence", "Turkmen"),
    "tat": ("Tatarca", "Tatar"), "uig": ("Uygurca", "Uyghur"), "chg": ("Çağatayca", "Chagatai"),
    "geo": ("Gürcüce", "Georgian"), "bul": ("Bulgarca", "Bulgarian"), "rum": ("Romence", "Romanian"),
    "hun": ("Macarca", "Hungarian"), "pol": ("Lehçe", "Polish"), "cze": ("Çekçe", "Czech"),
    "dut": ("Hollandaca", "Dutch"), "swe": ("İsveççe", "Swedish"), "dan": ("Danca", "Danish"),
    "nor": ("Norveççe", "Norwegian"), "fin": ("Fince", "Finnish"), "por": ("Portekizce", "Portuguese"),
    "cat": ("Katalanca", "Catalan"), "jpn": ("Japonca", "Japanese"), "chi": ("Çince", "Chinese"),
    "kor": ("Korece", "Korean"), "heb": ("İbranice", "Hebrew"), "lad": ("Ladino", "Ladino"),
    "syr": ("Süryanice", "Syriac"), "srp": ("Sırpça", "Serbian"), "hrv": ("Hırvatça", "Croatian"),
    "bos": ("Boşnakça", "Bosnian"), "alb": ("Arnavutça", "Albanian"), "ukr": ("Ukraynaca", "Ukrainian"),
    "hin": ("Hintçe", "Hindi"), "urd": ("Urduca", "Urdu"), "san": ("Sanskritçe", "Sanskrit"),
    "mul": ("Çok dilli", "Several languages"),
}  # fmt: skip
_WORDS = {code: Words(tr, en) for code, (tr, en) in _NAMES.items()}


def language_words(code: str) -> Words:
    """The language's name; one that has none here goes by its code."""
    return _WORDS.get(code) or Words(code, code)
