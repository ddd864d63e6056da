"""What SRU's diagnostics say of a query (info:srw/diagnostic/1/…), in both languages."""

from kopru.common.words import Words

DIAGNOSTICS: dict[int, Words] = {
    10: Words("Sorgunun yazımı yanlış", "Query syntax error"),
    12: Words("Sorgu çok uzun", "Too many characters in query"),
    13: Words("Ayraçlar yanlış kullanılmış", "Invalid or unsupported use of parentheses"),
    14: Words("Tırnaklar yanlış kullanılmış", "Invalid or unsupported use of quotes"),
    15: Words("Bu bağlam kümesi desteklenmiyor", "Unsupported context set"),
    16: Words("Bu dizin desteklenmiyor", "Unsupported index"),
    19: Words("Bu ilişki desteklenmiyor", "Unsupported relation"),
    20: Words("İlişkinin bu niteleyicisi desteklenmiyor", "Unsupported relation modifier"),
    22: Words("Bu ilişki bu dizinle kullanılamaz", "Unsupported combination of relation and index"),
    23: Words("Terim çok uzun", "Too many characters in term"),
    27: Words("Terim boş olamaz", "Empty term unsupported"),
    28: Words("Bu dizinde maske kullanılamaz", "Masking character not supported"),
    29: Words("Maskeli sözcük çok kısa", "Masked words too short"),
    31: Words("Bu dizinde çapa (^) kullanılamaz", "Anchoring character not supported"),
    32: Words("Çapa (^) yalnızca başta ya da sonda olabilir", "Anchoring character in unsupported position"),
    33: Words(
        "Yan yana aranan sözcüklerde maske kullanılamaz",
        "Combination of proximity/adjacency and masking characters not supported",
    ),
    35: Words("Terimde aranacak bir sözcük yok", "Term contains only stopwords"),
    36: Words("Terimin biçimi bu dizine uymuyor", "Term in invalid format for index or relation"),
    38: Words("Çok fazla bağlaç var", "Too many boolean operators in query"),
    39: Words("Yakınlık araması desteklenmiyor", "Proximity not supported"),
    46: Words("Bağlacın bu niteleyicisi desteklenmiyor", "Unsupported boolean modifier"),
    49: Words("Maske burada olamaz", "Masking character in unsupported position"),
    80: Words("Buna göre sıralanamıyor", "Sort not supported"),
    84: Words("Çok fazla sıralama anahtarı var", "Too many sort keys to sort"),
    90: Words("Bu sıralama yönü desteklenmiyor", "Unsupported direction"),
}  # fmt: skip
