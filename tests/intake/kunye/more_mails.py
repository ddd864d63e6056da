"""More mails we wrote: awkward shapes, corrections, and mails that ask for nothing."""

from typing import Any, NamedTuple


class Mail(NamedTuple):
    """One mail and what it should read as: fields of each wanted work, in order."""

    id: str
    subject: str
    body: str
    items: list[dict[str, Any]]
    why_not: str = ""


MORE_MAILS = [
    Mail(
        "slashes, author first",
        "kitap",
        "Ursula K. Le Guin / Mülksüzler / Metis Yayınları / 2011 / çev. Levent Mollamustafaoğlu",
        [
            {
                "title": "Mülksüzler",
                "author": "Ursula K. Le Guin",
                "publisher": "Metis Yayınları",
                "year": "2011",
                "translator": "Levent Mollamustafaoğlu",
            }
        ],
    ),
    Mail(
        "published clause",
        "istek",
        "İyi günler, Metis Yayınları'ndan çıkan Ursula K. Le Guin'in Karanlığın Sol Eli kitabını okumak istiyorum.",
        [
            {
                "title": "Karanlığın Sol Eli",
                "author": "Ursula K. Le Guin",
                "publisher": "Metis Yayınları",
            }
        ],
    ),
    Mail(
        "UTF-8 read as latin-1",
        "KitapÂ isteÄŸi",
        "Merhaba, YaÅŸar Kemal'in YÄ±lanÄ± Ã–ldÃ¼rseler kitabÄ±nÄ± istiyorum.",
        [{"title": "Yılanı Öldürseler", "author": "Yaşar Kemal"}],
    ),
    Mail(
        "thanks",
        "Teşekkür",
        "Merhaba, kitap elime ulaştı, çok teşekkür ederim. İyi çalışmalar.",
        [],
        "thanks",
    ),
    Mail(
        "renewal",
        "Uzatma",
        "Merhaba, ödünç aldığım Tutunamayanlar kitabının iade tarihini iki hafta uzatabilir misiniz?",
        [],
        "renewal",
    ),
    Mail(
        "renewal in English",
        "renewal",
        'Hello, could you please renew my loan of "Orientalism"? Thanks',
        [],
        "renewal",
    ),
    Mail(
        "cancelled",
        "iptal",
        'Dün istediğim "Yaban" kitabını iptal etmek istiyorum, arkadaşımdan buldum.',
        [],
        "cancel",
    ),
    Mail(
        "question",
        "soru",
        "Merhaba, kütüphaneler arası ödünç için kaç kitap isteyebilirim? Kargo ücretini kim ödüyor?",
        [],
        "question",
    ),
    Mail(
        "state of a request",
        "istek durumu",
        "Geçen hafta istediğim kitap ne durumda acaba?",
        [],
        "status",
    ),
    Mail("empty", "", "", [], "empty"),
    Mail("signature only", "", "--\nAli Kaya\nTarih Bölümü", [], "empty"),
    Mail(
        "a renewal and a new wish",
        "kitaplar",
        'Merhaba, elimdeki "Cehennem" kitabının süresini uzatabilir misiniz? Ayrıca Umberto Eco\'nun Gülün Adı kitabını istiyorum.',
        [{"title": "Gülün Adı", "author": "Umberto Eco"}],
    ),
    Mail(
        "ISBN taken back",
        "düzeltme",
        "Merhaba, Hayvan Çiftliği (George Orwell) için ISBN'i yanlış yazmışım: 9789750812545 yerine 9789750719387 olacak.",
        [{"title": "Hayvan Çiftliği", "author": "George Orwell", "isbn": "9789750719387"}],
    ),
    Mail(
        "edition that binds",
        "kitap",
        "Şener Büyüköztürk, Sosyal Bilimler İçin Veri Analizi El Kitabı, Pegem Akademi, 2018. Mutlaka 24. baskı olsun, eski baskılar olmaz.",
        [
            {
                "title": "Sosyal Bilimler İçin Veri Analizi El Kitabı",
                "author": "Şener Büyüköztürk",
                "publisher": "Pegem Akademi",
                "year": "2018",
                "edition": "24. baskı",
            }
        ],
    ),
    Mail(
        "thesis in a sentence",
        "tez",
        'Merhaba, Ayşe Demir\'in "Kentsel Dönüşüm ve Yerinden Edilme" başlıklı yüksek lisans tezini (Mimar Sinan Güzel Sanatlar Üniversitesi, 2014) istiyorum.',
        [
            {
                "kind": "thesis",
                "title": "Kentsel Dönüşüm ve Yerinden Edilme",
                "author": "Ayşe Demir",
                "degree": "yüksek lisans",
                "institution": "Mimar Sinan Güzel Sanatlar Üniversitesi",
                "year": "2014",
            }
        ],
    ),
    Mail(
        "chapter in a sentence",
        "kitap bölümü",
        "Merhaba, Zygmunt Bauman'ın Akışkan Modernite kitabının 3. bölümünün taranmış halini rica ediyorum (Can Yayınları, 2017, s. 91-120).",
        [
            {
                "kind": "chapter",
                "host_title": "Akışkan Modernite",
                "author": "Zygmunt Bauman",
                "pages": "91-120",
            }
        ],
    ),
    Mail(
        "a title that is a year",
        "kitap",
        "Albert Camus - Yabancı\nFranz Kafka - Dönüşüm\nGeorge Orwell - 1984\n\nbu üç kitabı istiyorum, teşekkürler",
        [
            {"title": "Yabancı", "author": "Albert Camus"},
            {"title": "Dönüşüm", "author": "Franz Kafka"},
            {"title": "1984", "author": "George Orwell"},
        ],
    ),
    Mail(
        "title with an accusative ending",
        "acil",
        "Hocam Tutunamayanlar'ı (İletişim yay. 2010 baskısı) bulabilir misiniz? Yazarı Oğuz Atay",
        [
            {
                "title": "Tutunamayanlar",
                "author": "Oğuz Atay",
                "publisher": "İletişim yay.",
                "year": "2010",
            }
        ],
    ),
    Mail(
        "imprint given in the answer",
        "Re: Re: talep",
        'Kitabın yayınevi Metis, yılı 2004.\n\n> Merhaba, "Mülksüzler" kitabı için yayınevini yazar mısınız?\n',
        [{"title": "Mülksüzler", "publisher": "Metis", "year": "2004"}],
    ),
    Mail(
        "two numbers, two books",
        "Ödünç",
        "Merhaba, 9789750811876 ve 9789750719387 ISBN numaralı kitapları istiyorum.",
        [{"isbn": "9789750811876"}, {"isbn": "9789750719387"}],
    ),
    Mail(
        "one volume of a set",
        "Kitap",
        "Oğuz Atay Tutunamayanlar 2. cilt lazım",
        [{"title": "Tutunamayanlar", "author": "Oğuz Atay", "volume": "2"}],
    ),
    Mail(
        "how many volumes is not which",
        "kitap",
        "Nutuk, Mustafa Kemal Atatürk, 2 cilt, Türk Tarih Kurumu, Ankara 1989",
        [
            {
                "title": "Nutuk",
                "author": "Mustafa Kemal Atatürk",
                "volume": "",
                "place": "Ankara",
                "year": "1989",
            }
        ],
    ),
    Mail(
        "edition in inflected words, signature in the line",
        "Kitap isteği",
        "Merhaba, Michel Foucault'nun Hapishanenin Doğuşu adlı eserinin İmge Kitabevi baskısını (2006) ödünç almak istiyorum. Saygılarımla, Can Deniz, Sosyoloji YL öğrencisi, 0555 555 55 55",
        [
            {
                "title": "Hapishanenin Doğuşu",
                "author": "Michel Foucault",
                "publisher": "İmge Kitabevi",
                "year": "2006",
            }
        ],
    ),
]
