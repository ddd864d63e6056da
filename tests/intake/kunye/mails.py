"""Mails we wrote ourselves, with the works they ask for. Shapes as readers use them."""

from intake.kunye.more_mails import MORE_MAILS, Mail

__all__ = ["MAILS", "Mail"]

MAILS = [
    Mail(
        "free sentence, genitive, publisher and year in brackets",
        "Kitap isteği",
        "Merhaba,\nSabahattin Ali'nin Kürk Mantolu Madonna (Yapı Kredi Yayınları, 2015) kitabını istiyorum.\nTeşekkürler\nEce Tan",
        [
            {
                "title": "Kürk Mantolu Madonna",
                "author": "Sabahattin Ali",
                "publisher": "Yapı Kredi Yayınları",
                "year": "2015",
            }
        ],
    ),
    Mail(
        "title in quotes, adlı",
        "ödünç",
        'Sayın yetkili,\n\nOğuz Atay\'ın "Tutunamayanlar" adlı romanını kütüphaneler arası ödünç yoluyla temin edebilir misiniz?\n\nİyi çalışmalar',
        [{"title": "Tutunamayanlar", "author": "Oğuz Atay"}],
    ),
    Mail(
        "labels in another order and other words",
        "Talep",
        "Merhaba aşağıdaki kitabı rica ediyorum.\n\nYazar Adı Soyadı: Halide Edib Adıvar\nKitap Adı: Sinekli Bakkal\nYayınevi: Can Yayınları\nBasım Yeri: İstanbul\nYıl: 2007\nISBN: 978-975-07-0773-5\n\nSaygılarımla,\nMert Kaya\nTarih Bölümü",
        [
            {
                "title": "Sinekli Bakkal",
                "author": "Halide Edib Adıvar",
                "publisher": "Can Yayınları",
                "place": "İstanbul",
                "year": "2007",
            }
        ],
    ),
    Mail(
        "two labelled books in one mail",
        "İki kitap",
        "Kitap adı: Saatleri Ayarlama Enstitüsü\nYazarı: Ahmet Hamdi Tanpınar\nYayınevi: Dergâh Yayınları\n\nKitap adı: Aylak Adam\nYazarı: Yusuf Atılgan\nYayınevi: Can Yayınları\n\nTeşekkür ederim.",
        [
            {
                "title": "Saatleri Ayarlama Enstitüsü",
                "author": "Ahmet Hamdi Tanpınar",
                "publisher": "Dergâh Yayınları",
            },
            {"title": "Aylak Adam", "author": "Yusuf Atılgan", "publisher": "Can Yayınları"},
        ],
    ),
    Mail(
        "all small letters, no Turkish letters, no signs",
        "kitap",
        "merhaba hocam tezim icin sabahattin ali kuyucakli yusuf kitabi lazim, bulabilir misiniz",
        [{"title": "kuyucakli yusuf", "author": "sabahattin ali"}],
    ),
    Mail(
        "ISBN only",
        "ISBN ile istek",
        "9789750719387 numaralı kitabı istiyorum.",
        [{"isbn": "9789750719387"}],
    ),
    Mail(
        "DOI only",
        "makale",
        "Merhaba, şu makaleye erişemiyorum, gönderebilir misiniz?\nhttps://doi.org/10.1093/bmb/ldy040",
        [{"kind": "article", "doi": "10.1093/bmb/ldy040"}],
    ),
    Mail(
        "numbered list, comma lines",
        "Kitap listesi",
        "Merhaba, aşağıdaki kitapları temin edebilir misiniz?\n1. Suç ve Ceza, Fyodor Dostoyevski, İletişim Yayınları, 2016\n2. Savaş ve Barış, Lev Tolstoy, Can Yayınları\n3) Babalar ve Oğullar - Ivan Turgenyev\nTeşekkürler.",
        [
            {
                "title": "Suç ve Ceza",
                "author": "Fyodor Dostoyevski",
                "publisher": "İletişim Yayınları",
                "year": "2016",
            },
            {"title": "Savaş ve Barış", "author": "Lev Tolstoy", "publisher": "Can Yayınları"},
            {"title": "Babalar ve Oğullar", "author": "Ivan Turgenyev"},
        ],
    ),
    Mail(
        "heading names the author of a list",
        "Orhan Pamuk",
        "Merhaba,\nOrhan Pamuk'un şu kitaplarını istiyorum:\n• Kara Kitap\n• Benim Adım Kırmızı\n• Masumiyet Müzesi\nHepsi Yapı Kredi Yayınları'ndan.\nKolay gelsin",
        [
            {"title": "Kara Kitap", "author": "Orhan Pamuk", "publisher": "Yapı Kredi Yayınları"},
            {
                "title": "Benim Adım Kırmızı",
                "author": "Orhan Pamuk",
                "publisher": "Yapı Kredi Yayınları",
            },
            {
                "title": "Masumiyet Müzesi",
                "author": "Orhan Pamuk",
                "publisher": "Yapı Kredi Yayınları",
            },
        ],
    ),
    Mail(
        "title in the subject only",
        "Kitap isteği: Huzur - Ahmet Hamdi Tanpınar",
        "Merhaba, konudaki kitabı ödünç almak istiyorum. Teşekkürler.",
        [{"title": "Huzur", "author": "Ahmet Hamdi Tanpınar"}],
    ),
    Mail(
        "English article, full sentence",
        "Article request",
        'Dear librarian,\n\nI am looking for the article "The Iron Cage Revisited" by Paul DiMaggio and Walter Powell, American Sociological Review, 48(2), 147-160, 1983. Could you please get me a copy?\n\nBest regards,\nJohn Smith\nPhD student',
        [
            {
                "kind": "article",
                "title": "The Iron Cage Revisited",
                "author": "Paul DiMaggio; Walter Powell",
                "journal": "American Sociological Review",
                "volume": "48",
                "issue": "2",
                "pages": "147-160",
                "year": "1983",
            }
        ],
    ),
    Mail(
        "English sentence, by",
        "loan",
        "Hi, I would like to borrow The Structure of Scientific Revolutions by Thomas Kuhn (University of Chicago Press, 1996). Thanks!",
        [
            {
                "title": "The Structure of Scientific Revolutions",
                "author": "Thomas Kuhn",
                "publisher": "University of Chicago Press",
                "year": "1996",
            }
        ],
    ),
    Mail(
        "MLA article",
        "Makale",
        'Aşağıdaki makaleyi rica ediyorum:\nGeertz, Clifford. "Deep Play: Notes on the Balinese Cockfight." Daedalus, vol. 101, no. 1, 1972, pp. 1-37.',
        [
            {
                "kind": "article",
                "title": "Deep Play: Notes on the Balinese Cockfight",
                "author": "Geertz, Clifford",
                "journal": "Daedalus",
                "volume": "101",
                "issue": "1",
                "year": "1972",
                "pages": "1-37",
            }
        ],
    ),
    Mail(
        "MLA book",
        "book",
        "Please send me:\nAnderson, Benedict. Imagined Communities. Verso, 2006.",
        [
            {
                "title": "Imagined Communities",
                "author": "Anderson, Benedict",
                "publisher": "Verso",
                "year": "2006",
            }
        ],
    ),
    Mail(
        "Chicago book",
        "Kitap",
        "Şu kitap lazım: İnalcık, Halil. Devlet-i Aliyye. İstanbul: Türkiye İş Bankası Kültür Yayınları, 2009.",
        [
            {
                "title": "Devlet-i Aliyye",
                "author": "İnalcık, Halil",
                "place": "İstanbul",
                "publisher": "Türkiye İş Bankası Kültür Yayınları",
                "year": "2009",
            }
        ],
    ),
    Mail(
        "İSNAD article",
        "İSNAD makale",
        "Hocam selamlar, Halil İnalcık, “Osmanlı'da Raiyyet Rüsûmu”, Belleten 23/92 (1959), 575-610. Bu makalenin taranmış halini rica ediyorum.",
        [
            {
                "kind": "article",
                "title": "Osmanlı'da Raiyyet Rüsûmu",
                "author": "Halil İnalcık",
                "journal": "Belleten",
                "volume": "23",
                "issue": "92",
                "year": "1959",
                "pages": "575-610",
            }
        ],
    ),
    Mail(
        "APA thesis",
        "Tez",
        "Tezin basılı halini istiyorum.\nYılmaz, A. (2012). Kırsal kalkınmada kadın emeği [Yayımlanmamış doktora tezi]. Ankara Üniversitesi.",
        [
            {
                "kind": "thesis",
                "title": "Kırsal kalkınmada kadın emeği",
                "author": "Yılmaz, A.",
                "year": "2012",
                "degree": "doktora",
                "institution": "Ankara Üniversitesi",
            }
        ],
    ),
    Mail(
        "labelled thesis",
        "tez talebi",
        "Tez No: 123456\nTezin Adı: Osmanlı Taşrasında Eşkıyalık\nYazarı: Murat Demir\nÜniversite: Hacettepe Üniversitesi\nTez Türü: Yüksek Lisans\nYıl: 1999",
        [
            {
                "kind": "thesis",
                "title": "Osmanlı Taşrasında Eşkıyalık",
                "author": "Murat Demir",
                "institution": "Hacettepe Üniversitesi",
                "degree": "yüksek lisans",
                "year": "1999",
                "thesis_number": "123456",
            }
        ],
    ),
    Mail(
        "APA chapter with host",
        "Bölüm",
        "Merhaba,\nÇağlar, M. (2010). Kentsel bellek ve mekân. A. Demir (Ed.), Şehir ve toplum içinde (ss. 45-78). İletişim Yayınları.\nBu bölümün fotokopisi yeterli olacaktır.",
        [
            {
                "kind": "chapter",
                "title": "Kentsel bellek ve mekân",
                "author": "Çağlar, M.",
                "host_title": "Şehir ve toplum",
                "pages": "45-78",
                "publisher": "İletişim Yayınları",
                "year": "2010",
            }
        ],
    ),
    Mail(
        "several titles in one sentence",
        "kitaplar",
        "Merhaba, Oğuz Atay'ın Tehlikeli Oyunlar ve Korkuyu Beklerken kitaplarını istiyorum.",
        [
            {"title": "Tehlikeli Oyunlar", "author": "Oğuz Atay"},
            {"title": "Korkuyu Beklerken", "author": "Oğuz Atay"},
        ],
    ),
    Mail(
        "title, author, imprint below each other",
        "kitap ricası",
        "Merhaba, bu kitabı bulabilir misiniz?\n\nKuyucaklı Yusuf\nSabahattin Ali\nYapı Kredi Yayınları, 2019\n\nTeşekkürler",
        [
            {
                "title": "Kuyucaklı Yusuf",
                "author": "Sabahattin Ali",
                "publisher": "Yapı Kredi Yayınları",
                "year": "2019",
            }
        ],
    ),
    Mail(
        "reply written above the quoted mail",
        "Re: Kitap isteği",
        'Merhaba, yazarı Yaşar Kemal.\n\n12 Mart 2025 Çar, 10:20 tarihinde Kütüphane <ill@example.edu.tr> şunu yazdı:\n> İstediğiniz "Yer Demir Gök Bakır" adlı kitabın yazarı kimdir?\n',
        [{"title": "Yer Demir Gök Bakır", "author": "Yaşar Kemal"}],
    ),
    Mail(
        "forwarded in English",
        "Fwd: book",
        "FYI\n\n-------- Forwarded Message --------\nSubject: book\nDate: Mon, 3 Mar 2025\nFrom: Ayse <ayse@example.org>\nTo: ill@example.org\n\nCan you get Orientalism by Edward Said (Vintage, 1979)?",
        [{"title": "Orientalism", "author": "Edward Said", "publisher": "Vintage", "year": "1979"}],
    ),
    Mail(
        "volumes in small words",
        "ciltler",
        "Fernand Braudel'in Akdeniz'in 1. ve 2. ciltlerini istiyorum.",
        [
            {"title": "Akdeniz 1", "volume": "1", "author": "Fernand Braudel"},
            {"title": "Akdeniz 2", "volume": "2", "author": "Fernand Braudel"},
        ],
    ),
    Mail(
        "journal issue",
        "sayı",
        "Merhaba, Toplum ve Bilim dergisinin 145. sayısını (2018) ödünç alabilir miyim?",
        [{"kind": "issue", "journal": "Toplum ve Bilim dergisi", "issue": "145", "year": "2018"}],
    ),
    Mail(
        "table with bars",
        "liste",
        "Kitap Adı | Yazar | Yayınevi | Yıl\nYaban | Yakup Kadri Karaosmanoğlu | İletişim Yayınları | 2020\nÇalıkuşu | Reşat Nuri Güntekin | İnkılap Kitabevi | 2018",
        [
            {
                "title": "Yaban",
                "author": "Yakup Kadri Karaosmanoğlu",
                "publisher": "İletişim Yayınları",
                "year": "2020",
            },
            {
                "title": "Çalıkuşu",
                "author": "Reşat Nuri Güntekin",
                "publisher": "İnkılap Kitabevi",
                "year": "2018",
            },
        ],
    ),
    *MORE_MAILS,
]
