"""Whether words look like a person, and how a list of persons is told apart."""

import re

from kopru.intake.kunye.flat import flat, words_of
from kopru.intake.kunye.vocabulary import is_place, is_publisher

# Given names that often open an author's name on Turkish shelves, in flat letters.
_TURKISH = """
abdulhak abdullah abdurrahman adalet adnan afet agah ahmed ahmet akif alev ali aliye alper alpay
altan arda arif arzu asim asli asuman ataol atilla attila aydin ayfer ayhan aykut ayla aynur ayse
aysegul aysel aysun aziz azra baha bahadir bahaettin baki banu baris barlas basak bedia bedri
bedrettin behcet behice bejan berna berkay beste beyza bilal bilge bilgin birhan birsen bora
buket bulent burak burcu burhan busra can cahit canan candan cansu celal celil cem cemal cemil
cemile cengiz cenk cetin cevat cevdet ceyda ceyhun cezmi cigdem cihan cihat cuneyt daghan damla
defne demet demir deniz derya dilek dogan doganay duygu ebru ece eda edip elif emin emine emrah
emre ender enis enver ercan ercument erdal erdem erdogan erhan erkan erol ersin ertan ertugrul
esma esra esat evren evrim eyup fadime faik fakir falih faruk fatih fatma fazil fehmi ferhan
ferhat feride ferit fethi feyza feyyaz fikret filiz firat fuat fusun furuzan gani gaye gizem
gokhan gul gulay gulcin gulen gulsah gulseren gulten gunay guner gungor gurbuz gurkan guven
guzin hacer hakan haldun halide halil halit haluk hamdi hamza handan hande hasan hatice hayati
haydar hayri hayriye hidayet hifzi hikmet hilal hilmi hulki hulya husamettin huseyin husnu
ibrahim idil idris ihsan ilber ilhami ilhan ilkay ilker inci ipek irem irfan ismail ismet
kaan kadir kamil kamuran kazim kemal kemalettin kenan kerem kerime kerim koray korkut kubra
kutlu lale latife leman leyla levent leman lutfi macit mahir mahmut mazhar mazlum mediha mehmed
mehmet mehmed melek melih melike meltem memduh meral mert merve mesut mete metin mina mine
mithat mucahit muhammed muhammet muharrem muhsin mujdat mukaddes munevver murat murathan musa
muazzez mustafa muzaffer nabi naci nafiz naim nalan namik nazan nazim nazif nazli necati necdet
necip necla nedim nedret nermin neslihan nesrin neval nevin nevzat nezihe nihal nihat nihan
nilay nilgun nilufer niyazi nuket numan nur nuran nuray nurcan nurdan nurettin nuri nurten
nurullah ogun oguz oguzhan oktay okan olcay omer onat onder onur orhan osman oya ozan ozcan
ozdemir ozge ozgur ozlem ozkan pelin perihan peyami pinar rahmi ramazan rasim rauf recaizade
recep refik refet remzi resat resit resul reyhan ridvan rifat riza rusen ruhi saadet sabahattin
sabri sacit sadik sadri safiye sahin said sait salah salih samet sami samiha samim sebnem seda
sedat sefa selahattin selcuk selim selin selma sema semih semra serap serdar serhat serkan
serpil sevda sevgi sevil sevim sevinc seyda seyfettin sezai sezen sezer sibel sidika sinan
sirri songul soner suat suleyman sultan suna sureyya sukru sule taha tahir tahsin talat talip
tamer tanju tansu tarik tayfun tekin teoman tevfik tezer tolga tomris tugba tugrul tuna tuncay
tuncer turan turgay turgut turhan ugur ulku umit umut ummuhan utku ulfet vahap vecdi vedat vehbi
veli veysel volkan yahya yakup yalcin yaman yasar yasemin yasin yavuz yekta yelda yeliz yesim
yildirim yildiz yilmaz yigit yonca yucel yunus yusuf yuksel zafer zehra zekeriya zeki zekiye
zerrin zeynep ziya zubeyde zuhal zulfu ayten haruki cagri ozdal saffet sefik semsettin senol
abdulbaki abdulkadir sadettin halime melisa hamide ilyas iskender ahmad mirac yesari canan
"""
_FOREIGN = """
aaron adam adele adolf agatha agota albert aldous aleksandr alexander alexandre aleksey alain alan
alberto alejo alfred alice alison allen amin amanda amy anais anatole andre andrea andrei andrew
andrey angela ann anna anne anthony anton antoine antonio arnold arthur arundhati ayn barbara
benjamin bernard bertolt bertrand betty bill boris brandon bram brian bruno carl carlos carol
carole caroline catherine cathy cecelia charles charlotte chimamanda chinua christian christina
christine christophe christopher chuck claire clarice claude clive colin colleen cormac cornelia
cynthia dan daniel danielle daphne daron david debbie deborah denis dennis diana diane dino
donna doris dorothy douglas duncan ece edgar edith eduardo edward elena eleanor elias elif
elizabeth emile emil emily emma eric erich erik ernest ernst eugene eva evelyn fernando ferenc
fjodor fyodor francis francoise frank franz francois frances fred frederick friedrich fritz
gabriel gabriela gaston george georges georg gerard gilles gillian giovanni gottfried graham
gunter gustave guy hannah hans harlan harper harold heinrich helen helene henri henry hermann
herman herbert hilary homeros honore howard hugh ian ibn ibni imre ira irvin irving isaac isabel
isaiah ismail italo ivan ivo iris jack jacqueline jacques james jamie jane janet jason jean
jeff jeffrey jennifer jeremy jerome jessica jill joan joanne jodi joe johann john jojo
jonathan jorge jose joseph josephine joyce juan judith julia julian julie julio jules karen karl
kate kathleen katherine kathy kazuo kelly ken kenneth kevin kim knut kristin kurt lajos laura
lauren laurence lee leo leon leonard leonardo lev lewis linda lisa liz lord louis louise lucy
ludwig luigi luis lynne madeline marc marcel marcus margaret marguerite maria marie mario mark
markus marlen martha martin mary mathias matthew maurice max maxime maksim megan mercedes michael
michel michio mihail mika mikhail milan miguel mircea mitch mohsin montesquieu moliere nadine
nancy naomi natalia neil nelson niccolo nicholas nick nicola nicolas nikola nikolay nikos noam
nora norman norbert octavio olga oliver orson oscar oswald otto pablo pam pamela patricia
patrick paul paula paulo penelope per peter petra phil philip philippe pierre primo rachel
rainer ralph ray raymond rebecca rene richard rick robert roald robin roger roland romain ronald
rosa rosamunde rosie roy ruth rudyard rupert sally salman sam samuel sandra sara sarah saul scott
sean selma sebastian seneca sergei sergio sherrilyn shirley sidney sigmund simon simone slavoj
sofia sophie soren stanislaw stefan stefano stendhal stephan stephen stephenie steve steven
stieg stuart sue susan suzanne svetlana sylvia tahar tami tariq taylor ted teresa terry tess
theodor theodore thomas tim toni tony tracy trevor truman umberto ursula valerie vera victor
victoria virginia virginie viktor vladimir voltaire walter wilhelm will william winston wolfgang
yann yasunari yevgeni yukio yuval zadie zygmunt celeste jhumpa khaled haruki sandor osho
jorge terence philippa jules jared malcolm nassim byung antonina aleksandra aliya cengiz alija
"""
GIVEN_NAMES = frozenset(flat(_TURKISH + _FOREIGN).split())

_PARTICLES = words_of(
    """de da di del der den la le van von el al bin ibn ibni binti d' dos du e y ter ten zu st"""
)
# Words no person is called, but titles are full of.
_TITLE_WORDS = words_of(
    """ve ile bir icin gibi kadar degil en cok her hic ben sen biz siz the of and a an in on to for
    with from is are my your how what why who when nasil neden nicin kim ne nedir uzerine dair
    giris tarihi tarih kitap kitabi kitaplari roman hikaye hikayesi hikayeleri oyku oykuler
    oykuleri siirler siirleri masal masallari masali gunlugu gunlukleri rehberi sozlugu sozluk
    ansiklopedisi ansiklopedi felsefesi felsefe bilim bilimi sanat sanati teorisi kurami
    kuramlari yontemleri yontemi yontem analizi analiz arastirma arastirmalari egitim egitimi
    dersleri ders notlari gecesi gece gunu gun dunya dunyasi hayat hayati olum olumu ask aski
    asklar savas savasi sehir sehri ev evi yol yolu kiz kizi kadin kadinlar adam adami cocuk
    cocuklar cocugu cocuklari zaman zamani deniz denizi son ilk yeni eski buyuk kucuk kara
    kirmizi beyaz mavi siyah yesil gizli kayip ozel birinci ikinci ucuncu cilt set seti toplum
    turk turkiye turkiye'de turkiye'nin osmanli istanbul anadolu islam modern dil dili edebiyat
    edebiyati siyaset siyasi devlet devleti toplu butun secme book story stories history life
    death love war night day world introduction guide handbook dergisi dergi journal review
    universitesi fakultesi enstitusu"""
)
_CORPORATE = frozenset(("kolektif", "kollektif", "komisyon", "anonim", "heyet"))
_ROLE = re.compile(
    r"[\s,(\[]*\b(?:yazar[ıi]?|çev(?:iren|\.)?|haz(?:ırlayan|\.)?|der(?:leyen|\.)?|eds?\.|edit[öo]r(?:ler)?|author|ed\.)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_INITIAL = re.compile(
    r"(?:[^\W\d_]\.-?)+[^\W\d_]?\.?|[^\W\d_]|(?:jr|sr|dr|prof|st)\.?", re.IGNORECASE
)
_ENDINGS = (
    "oglu",
    "zade",
    "kaya",
    "turk",
    "soy",
    "yilmaz",
    "ozturk",
    "sson",
    "ovic",
    "sky",
    "ski",
    "ova",
    "escu",
)
_TITLE_ENDINGS = (
    "lari",
    "leri",
    "lugu",
    "ligi",
    "sinin",
    "nin",
    "nun",
    "mak",
    "mek",
    "masi",
    "mesi",
    "ici",
    "agi",
    "isi",
    "usu",
)
_FOREIGN_SPELLING = re.compile(r"[wqx]|ck|ph|th|ch")
_AND = re.compile(r"\s*(?:;|&|\+|/|\s(?:ve|ile|and|und|et)\s)\s*")
_INVERTED = re.compile(r"^[^,]+,\s*(?:[^\W\d_]\.?[\s-]*){1,4}\.?$")
_NEXT_INVERTED = re.compile(r"(?<=\.),\s*(?:(?:&|ve|and)\s*)?(?=[^\W\d_])")


def person_score(text: str) -> float:
    """How much `text` looks like one person's name, 0 (not at all) to 1 (surely).

    Given names, initials, particles and endings speak for it; words that titles
    are made of, digits, publishers and places against it.
    """
    words = flat(text).replace(",", " ").split()
    if not 1 <= len(words) <= 6 or re.search(r"[\d?!:\"]", text):
        return 0.0
    if " ".join(words) in _CORPORATE:
        return 0.7
    titled = sum(word in _TITLE_WORDS and word not in GIVEN_NAMES for word in words)
    surname = titled == 1 and words[-1] in _TITLE_WORDS and words[0] in GIVEN_NAMES
    if (titled and not surname) or is_publisher(text) or is_place(text):
        return 0.0
    score = -0.15 * titled
    if words[0] in GIVEN_NAMES:
        score += 0.5
    elif any(word in GIVEN_NAMES for word in words[1:]):
        score += 0.25
    score += 0.3 * any(_INITIAL.fullmatch(word) for word in words)
    score += 0.2 * words[-1].endswith(_ENDINGS)
    score += {1: -0.2, 2: 0.25, 3: 0.2}.get(len(words), 0.0)
    score += 0.15 * _all_capital(text)
    score += 0.12 * bool(_FOREIGN_SPELLING.search(flat(text)))
    score -= 0.15 * (words[-1].endswith(_TITLE_ENDINGS) and words[-1] not in GIVEN_NAMES)
    return max(0.0, min(score, 1.0))


def is_person(text: str, least: float = 0.4) -> bool:
    """Whether `text` is one person, or several joined by "ve", "&", ";" or commas."""
    parts = split_authors(text).split("; ")
    return bool(text.strip()) and all(person_score(part) >= least for part in parts)


def split_authors(text: str) -> str:
    """Names as one text, divided by "; ": "Şahin, M., & Öz, N." gives "Şahin, M.; Öz, N.".

    A name keeps its own comma; a comma between names that need none divides them.
    """
    text = _ROLE.sub("", text.strip(" ,;&"))
    names: list[str] = []
    for part in _AND.split(_NEXT_INVERTED.sub(" ; ", text)):
        part = part.strip(" ,")
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if len(pieces) > 1 and not _INVERTED.match(part) and all(" " in piece for piece in pieces):
            names.extend(pieces)
        elif part:
            names.append(part)
    return "; ".join(name.strip() for name in names if not re.fullmatch(r"\W*", name))


def leading_name(text: str) -> int:
    """How many words at the start of `text` are a person's name; 0 when none is seen.

    For "Jack London Martin Eden", where nothing stands between author and title.
    """
    words = text.split()
    if len(words) < 2 or flat(words[0]).strip(".") not in GIVEN_NAMES | _PARTICLES:
        return 0
    if len(words) == 2:
        return 0 if person_score(text) < 0.5 else 2
    count = 2
    while count < min(len(words) - 1, 4):
        before, here = flat(words[count - 1]), words[count]
        if not (_INITIAL.fullmatch(before) or before in _PARTICLES):
            longer = before in GIVEN_NAMES and count == 2 and person_score(here) > 0
            if not (longer and len(words) > 3 and flat(here).endswith(_ENDINGS)):
                break
        count += 1
    return count


def _all_capital(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if flat(word) not in _PARTICLES]
    return bool(words) and all(word[0].isupper() for word in words)
