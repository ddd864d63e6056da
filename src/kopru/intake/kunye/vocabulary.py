"""The words that tell publishers, places and prose apart. Data; flat letters throughout."""

import re

from kopru.intake.kunye.flat import flat

PLACES = frozenset(
    """istanbul ankara izmir bursa eskisehir konya kayseri adana antalya samsun trabzon erzurum
    diyarbakir mersin malatya edirne isparta sivas gaziantep denizli kocaeli sakarya canakkale van
    elazig afyonkarahisar balikesir manisa aydin mugla bolu kars lefkosa london londra paris berlin
    leiden oxford cambridge boston chicago philadelphia princeton munchen munich frankfurt wien vienna
    viyana roma rome milano madrid barcelona amsterdam moskova moscow tokyo washington toronto sydney
    zurich basel leipzig stuttgart hamburg beyrut beirut kahire cairo tahran bagdat dordrecht heidelberg
    hoboken thousand\u00a0oaks new\u00a0york newyork san\u00a0francisco los\u00a0angeles new\u00a0haven
    new\u00a0delhi the\u00a0hague new\u00a0jersey""".replace("\u00a0", "_").split()
)
# Words that make a name a publisher's wherever they stand in it.
_PUBLISHER_WORD = re.compile(
    r"\b(?:yayin(?:lari|evi|cilik|ciligi|lar|larin?|i)?|yay(?=\.|\s|$|,)|yyn\.?|yayincil\w*|kitabevi|kitapevi"
    r"|kitapligi|kitaplari|kitapcilik|kitapcisi|nesriyat\w*|nesriyati|basimevi|matbaa\w*|press|publish\w*"
    r"|publications?|verlag|books|classics|editions?|yayinlar\w*|dagitim|kultur sanat|kultur merkezi|basin yayin|basim yayim?|yayim|comics)\b"
)
# "Kitap" and the like only close a publisher's name: "Doğan Kitap".
_PUBLISHER_END = re.compile(
    r"\b(?:kitap|kitaplar|akademi|akademik|vakfi|enstitusu|kurumu|dernegi|kultur|kitaplik|inc|ltd|egitim)\.?$"
)
# Names that say nothing of publishing but are known for it.
_PUBLISHER_NAMES = frozenset(
    """yky|is kultur|is bankasi|is bankasi kultur|can|say|iletisim|metis|everest|alfa|timas|ithaki|nobel|pegem|seckin|ani|ayrinti|dost
    |imge|remzi|bilgi|dergah|otuken|kapi|kronik|epsilon|pegasus|marti|penguin|springer|wiley|elsevier|routledge
    |sage|palgrave|palgrave macmillan|macmillan|oup|cup|brill|de gruyter|vintage|ttk|tdk|tubitak|meb|detay|beta
    |siyasal|turhan|yetkin|adalet|kabalci|literatur|palme|gazi|akcag|phoenix|vizetek|egiten|inkilap|sel|yordam
    |iz|insan|kure|isam|ketebe|vadi|domingo|kolektif|koc|hece|kesit|nesin|cem|parantez|kirmizi kedi|kirmizi|altin
    |altin kitaplar|april|artemis|ephesus|jaguar|delidolu|notos|helikopter|monokl|agora|dipnot|evrensel|sosyal
    |payel|adam|afa|kaynak|destek|olimpos|ithaki|yapi kredi|dogan|turkiye is bankasi|norton|harpercollins|harper
    |knopf|faber|bloomsbury|mcgraw-hill|mcgraw hill|pearson|prentice hall|addison-wesley|o'reilly|crc|academic
    |ieee|acm|igi global|emerald|kluwer|blackwell|polity|verso|anchor|random house|scribner|doubleday|vizetek""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
_SUFFIX = re.compile(r"'\w{1,6}$")
_ENDING = re.compile(r"\s*[.,;:]+$")

_NOT_PUBLISHER = re.compile(
    r",|\b(?:adli|isimli|baslikli|dergi(?:si)?|journal|bu|su|kitabin|kitabini|kitaplarini|yayinlanan|yayimlanan)\b|\bkitaplari(?!$)"
)


def is_place(text: str) -> bool:
    """Whether `text` names a town that books are published in, or two such towns."""
    parts = re.split(r"\s*(?:[-/&,]|\bve\b)\s*", _ENDING.sub("", flat(text).strip()))
    return all(part.replace(" ", "_") in PLACES for part in parts)


def is_surely_publisher(text: str) -> bool:
    """Whether a word only publishers bear stands in `text`, or it is known as one by more than a word."""
    plain = _ENDING.sub("", flat(text).strip())
    return is_publisher(text) and bool(
        _PUBLISHER_WORD.search(flat(text)) or (plain in _PUBLISHER_NAMES and plain != "can")
    )


def is_publisher(text: str) -> bool:
    """Whether `text` reads as a publisher's name: "Yapı Kredi Yay.", "Say", "Doğan Kitap"."""
    plain = _SUFFIX.sub("", _ENDING.sub("", flat(text).strip()))
    if plain in _PUBLISHER_NAMES:
        return True
    words = plain.split()
    if not 1 <= len(words) <= 8 or _NOT_PUBLISHER.search(plain):
        return False
    if _PUBLISHER_WORD.search(flat(text)) and len(words) > 1:
        return True
    return 1 < len(words) <= 4 and "'" not in plain and bool(_PUBLISHER_END.search(plain))


# Words of asking, greeting and explaining; "*" lets any ending follow.
_PROSE = """
merhaba* selam* slm* mrb hocam* hoca hocalar* sayin* sn degerli arkadas* meslektas* kutuphane* yetkili* ilgili* gorevli* sevgili
iyi gunler gun aksamlar gunaydin calisma* kolay* gelsin dilerim dilek* saygi* sevgiler* hurmet* tesekkur* tsk tskler sagol* selamun* aleykum* selamunaleykum
allah* razi ben bana beni benim biz bize bizim bizde siz sizden size sizin sizde bu bunu bunun bunlar* su sunu sunun sunlar* o onu asagida* yukarida*
ekte* belirt* yazili yazdig* kunye* bilgisi bilgileri bilgi bilginize kitap kitab* kitaplar* kitapta kitaptan kitabin eser eserin* eseri* eserler* roman romani* romanin* oyku makale* tez tezi tezin tezini tezimde tezim tezimin tezime bildiri* cilt cildi* ciltle* sayi sayisi* sayilar* adli
dergi dergiyi dergisini baski baski* bolum* fotokopi* kopya* pdf* tam metin* metni* tarama* taranmis basili olarak asil* nusha* adet isimli baslikli ismindeki adindaki adi adini adina adi
ihtiyac* istiyor* istegi* istek* istedi* isterim isteriz istemek* istemistim isteyec* istirham talep* rica* eder ederim ederiz ediyorum ediyoruz etmek* etmeniz* edilme* edebil* edersiniz ederseniz ettim edin* lazim* gerek gerekli gerekiyor* gerekmekte* temin* sagla* odunc* arasi kutuphanelerarasi kutuphaneler* ill kitts kits tubess to-kat ulakbim
getir* bulabil* bulun* bulursa* bulam* bulmak ulas* ariyor* aramakta* alabil* almak aliyorum alinma* mumkun* yardim* sevin* gonder* iletir iletme* iletebil* iletiyor* gelse gelmes* gelir* gelirse super memnun* acil* acele* acaba lutfen lutf* icin ile ve veya ya da de
uzere kullan* calismam* arastirmam* odevim* odev projem* proje sinav* dersim* dersi ders hafta* bitmeden once sonra kadar sure suresi* donem* kisa surede zaman* en cok biraz hemen bir biri birini tane tanesi yeter* olur olurs* olsa* olabil* olmali olacak olmaz mi mu musunuz misiniz muyum miyim miyiz yoksa
baska herhangi universiteniz* hangi* sadece yalniz* yaklasik eski eksik toplam yuksek lisans doktora* ogrenci* ogretim uye* uyesi* danisman* okuma grubu* grubumuz* her birinden hepsi* tum* tamami* ayrica birde hakkinda hk konusu* konulu konuda
eder misin rastla* elimde* yok yoktu var varsa vardir katalog* raf* alani* gecen gecti* dipnot* kaynakca* kaynagi* referans* yapabil* yapar* eyle* arz aciliyet*
yoluyla yolu araciligi* vasitasi* uzerinden sistem* kargo* ucret* odeme* kabul okul* fakultem* kapali acik erisim* eris* yilinda yayinlan* yayimlan* yazilan yazdigi cikan basilan kusura bakma* rapor degil tam simdiden imis olan diye hatirl* saniyor* sanirim galiba iki uc dort bes alti yazari* tarafindan hatali yanlis yazmis* yerine numarali isbn* mutlaka ozellikle olsun okumak okuyacag* okuyabil* incelemek inceleyebil* soru sorum konudaki basliktaki linkteki yukaridaki dogru* dogrusu
hello hi dear hey sir madam librarian* colleague* team good morning afternoon evening please pls kindly could can you i we i'm i'd would like to get need* want* looking look for request* borrow* loan* interlibrary inter-library library libraries
through via from the a an this that these those following below book books article* paper* copy copies thesis chapter* journal me my mine us our it is are in of and as at with by possible thanks thank thx regards best find obtain order
also another one too if available have has research scan* email* send sent help urgent* asap soon project course class exam called entitled titled named edition
"""
_STARS = tuple(word[:-1] for word in _PROSE.split() if word.endswith("*"))
_WHOLE = frozenset(word for word in _PROSE.split() if not word.endswith("*"))
_LONG_STARS = tuple(stem for stem in _STARS if len(stem) > 3)
_SHORT_STARS = tuple(stem for stem in _STARS if len(stem) <= 3)


def is_prose(word: str) -> bool:
    """Whether a word belongs to asking and greeting rather than to a citation."""
    plain = flat(word).strip(" .,;:!?()\"'-…")
    if not plain or plain in _WHOLE:
        return True
    plain = plain.split("'")[0]
    if plain in _WHOLE or plain.startswith(_LONG_STARS):
        return True
    return len(plain) <= 8 and plain.startswith(_SHORT_STARS)


def prose_share(text: str) -> float:
    """The share of words in `text` that are prose, 0 to 1; an empty text is all prose."""
    words = text.split()
    return sum(is_prose(word) for word in words) / len(words) if words else 1.0
