"""A stand-in for PTT's services on this machine: a real SOAP server, and some that misbehave.

It keeps what was announced, refuses what the services refuse, and shows its description (WSDL),
which is written here and has what the adapter uses.
"""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from lxml import etree

KABUL, TAKIP = "http://kabul.ptt.gov.tr", "http://takip.ptt.gov.tr"
CUSTOMER, PASSWORD = "700123456", "gizli&parola"

WSDL = f"""<?xml version="1.0"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="{KABUL}">
 <wsdl:types><xs:schema xmlns:x="{KABUL}/xsd" targetNamespace="{KABUL}/xsd" elementFormDefault="qualified">
  <xs:complexType name="kabulEkle2"><xs:sequence>
   <xs:element name="kullanici" type="xs:string"/><xs:element name="musteriId" type="xs:string"/>
   <xs:element name="sifre" type="xs:string"/><xs:element name="dosyaAdi" type="xs:string"/>
   <xs:element name="gonderiTip" type="xs:string"/><xs:element name="gonderiTur" type="xs:string"/>
   <xs:element name="dongu" type="x:dongu" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
  <xs:complexType name="dongu"><xs:all>
   <xs:element name="aliciAdi" type="x:some"/><xs:element name="aAdres" type="x:some"/>
   <xs:element name="aliciIlAdi" type="x:some"/><xs:element name="aliciIlceAdi" type="xs:string" minOccurs="0"/>
   <xs:element name="aliciTel" type="x:phone" minOccurs="0"/><xs:element name="agirlik" type="xs:positiveInteger"/>
   <xs:element name="barkodNo" type="x:barcode"/><xs:element name="musteriReferansNo" type="x:some"/>
   <xs:element name="ekhizmet" type="x:services" minOccurs="0"/><xs:element name="odemesekli" type="xs:string" minOccurs="0"/>
   <xs:element name="rezerve1" type="xs:string" minOccurs="0"/>
   <xs:element name="gondericibilgi" type="xs:anyType"/></xs:all></xs:complexType>
  <xs:simpleType name="some"><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="phone"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{{10}}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="barcode"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{{13}}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="services"><xs:restriction base="xs:string"><xs:enumeration value="UA"/></xs:restriction></xs:simpleType>
  <xs:element name="asked" type="x:kabulEkle2"/>
 </xs:schema></wsdl:types>
</wsdl:definitions>
""".encode()
_schema = etree.XMLSchema(
    etree.fromstring(WSDL).find(".//{http://www.w3.org/2001/XMLSchema}schema")
)


def _name(node):
    return etree.QName(node).localname


def _envelope(body):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv='
        f'"http://www.w3.org/2003/05/soap-envelope"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>'
    ).encode()


def _returned(operation, namespace, inner):
    return _envelope(
        f'<ns:{operation}Response xmlns:ns="{namespace}"><ns:return xmlns:ax="{namespace}/xsd">{inner}'
        f"</ns:return></ns:{operation}Response>"
    )


def _fields(**values):
    return "".join(f"<ax:{name}>{escape(str(v))}</ax:{name}>" for name, v in values.items())


class Ptt:
    """The firm behind the server. `parcels`: what was announced, by bar code; `story`: its moves."""

    def __init__(self):
        self.parcels, self.story, self.calls = {}, {}, []
        self.mood = "well"
        self._lock = threading.Lock()
        self.free = threading.Event()

    def answer(self, operation):
        """Status, type and body; None: it says nothing."""
        self.calls.append(_name(operation))
        if self.mood == "hangs":
            self.free.wait(20)
            return None
        if self.mood in _MOODS:
            return _MOODS[self.mood]
        said = self.heard(_name(operation), operation[0])
        # deaf: it does what it was asked, and says nothing
        return None if self.mood == "deaf" else (200, "application/soap+xml", said)

    def heard(self, operation, asked):
        said = {_name(n): (n.text or "") for n in asked if not len(n)}
        if said.get("sifre") != PASSWORD or CUSTOMER not in (
            said.get("musteriId"), said.get("kullanici")
        ):  # fmt: skip
            return self._no(operation, f"Kullanıcı Şifre Hatalı: {said.get('sifre', '')}")
        with self._lock:
            return getattr(self, operation)(asked, said)

    def _no(self, operation, words, code=-1):
        if operation == "gonderiSorgu2":
            return _returned(operation, TAKIP, _fields(sonucKodu=code, sonucAciklama=words))
        return _returned(operation, KABUL, _fields(hataKodu=code, aciklama=words))

    def kabulEkle2(self, asked, said):  # noqa: N802 - PTT's own name
        as_described = etree.Element(f"{{{KABUL}/xsd}}asked")
        as_described.extend(list(asked))
        if not _schema.validate(as_described):
            return self._no("kabulEkle2", _schema.error_log[0].message, -2)
        row = {_name(n): (n.text or "") for n in as_described[-1]}
        barcode, reference = row["barkodNo"], row["musteriReferansNo"]
        held = self.parcels.get(barcode)
        if held and held["musteriReferansNo"] != reference:
            inner = _fields(hataKodu=1, aciklama="BASARILI")
            no = _fields(barkod=barcode, donguHataKodu=-7, donguAciklama="Barkod kullanılmış")
            return _returned("kabulEkle2", KABUL, inner + f"<ax:dongu>{no}</ax:dongu>")
        self.parcels[barcode] = row
        one = _fields(barkod=barcode, donguAciklama="BASARILI", donguHataKodu=1, donguSonuc="true")
        return _returned(
            "kabulEkle2", KABUL, _fields(aciklama="BASARILI", hataKodu=1) + f"<ax:dongu>{one}</ax:dongu>"
        )  # fmt: skip

    def barkodVeriSil(self, _asked, said):  # noqa: N802
        if self.story.get(said["barcode"]):
            return self._no("barkodVeriSil", "Kabul edilmiş gönderi silinemez", -3)
        if self.parcels.pop(said["barcode"], None) is None:
            return self._no("barkodVeriSil", "Kayıt bulunamadı", -4)
        return _returned("barkodVeriSil", KABUL, _fields(hataKodu=1, aciklama="SILINDI"))

    def gonderiSorgu2(self, _asked, said):  # noqa: N802
        rows = self.story.get(said["barkod"])
        if not rows:
            return self._no("gonderiSorgu2", "Kayıt bulunamadı", 0)
        moves = "".join(
            f"<ax:dongu>{_fields(ITARIH=day, IMERK=place, ISLEM=words, siraNo=n)}</ax:dongu>"
            for n, (day, place, words) in enumerate(rows)
        )
        return _returned("gonderiSorgu2", TAKIP, _fields(sonucKodu=1, BARNO=said["barkod"]) + moves)


_MOODS = {
    "fault": (500, "application/soap+xml", _envelope(
        "<soapenv:Fault><soapenv:Reason><soapenv:Text>Policy Falsified</soapenv:Text>"
        "</soapenv:Reason></soapenv:Fault>")),
    "web page": (200, "text/html", b"<html><body>Bak\xc4\xb1mday\xc4\xb1z</body></html>"),
    "empty": (200, "text/xml", b""),
    "nothing in it": (200, "text/xml", _envelope("")),
    "bomb": (200, "text/xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
    "flood": (200, "text/xml", b"<x>" + b"a" * 700_000 + b"</x>"),
    "down": (503, "text/html", b"down"),
    "elsewhere": (302, "text/html", b""),
    "no date": (200, "text/xml", _returned(
        "gonderiSorgu2", TAKIP, _fields(sonucKodu=1) + "<ax:dongu><ax:ISLEM>Kabul</ax:ISLEM></ax:dongu>")),
}  # fmt: skip


@contextmanager
def ptt_serving():
    """A stand-in that listens; (address, firm)."""
    firm = Ptt()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._say(200, "text/xml", WSDL)

        def do_POST(self):
            body = etree.fromstring(self.rfile.read(int(self.headers["Content-Length"])))
            answer = firm.answer(body[0][0])
            if answer is not None:
                self._say(*answer)

        def _say(self, status, kind, said):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(said)))
            if status == 302:
                self.send_header("Location", "http://localhost:1/")
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", firm
        finally:
            firm.free.set()
            server.shutdown()
