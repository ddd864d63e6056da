"""Answers of OAI-PMH providers made for tests, sound and as real ones send them."""

MARC = "http://www.loc.gov/MARC21/slim"
OAI = "http://www.openarchives.org/OAI/2.0/"


def marcxml(number="1", title="Kara kitap", *, isbn="", fields="", namespace=MARC):
    """One MARCXML record; `fields` is more XML of its own."""
    space = f' xmlns="{namespace}"' if namespace else ""
    one = f'<controlfield tag="001">{number}</controlfield>' if number else ""
    book = (
        f'<datafield tag="020" ind1=" " ind2=" "><subfield code="a">{isbn}</subfield></datafield>'
        if isbn
        else ""
    )
    return (
        f"<record{space}><leader>00000nam a2200000 a 4500</leader>{one}"
        '<controlfield tag="008">260101s1990    tu                  tur d</controlfield>'
        f"{book}"
        '<datafield tag="100" ind1="1" ind2=" "><subfield code="a">Pamuk, Orhan</subfield></datafield>'
        f'<datafield tag="245" ind1="1" ind2="0"><subfield code="a">{title}</subfield></datafield>'
        '<datafield tag="260" ind1=" " ind2=" "><subfield code="b">Can</subfield><subfield code="c">1990</subfield></datafield>'
        f"{fields}</record>"
    )


def held(symbol, call_number="813 PAM"):
    """A field 852 of a union catalogue."""
    return (
        f'<datafield tag="852" ind1=" " ind2=" "><subfield code="a">{symbol}</subfield>'
        f'<subfield code="h">{call_number}</subfield></datafield>'
    )


def record(identifier, metadata, stamp="2026-11-20T10:00:00Z"):
    """A living record."""
    return (
        f"<record><header><identifier>{identifier}</identifier><datestamp>{stamp}</datestamp>"
        f"</header><metadata>{metadata}</metadata></record>"
    )


def deleted(identifier, stamp="2026-11-21T10:00:00Z"):
    """A record that is no more."""
    return (
        f'<record><header status="deleted"><identifier>{identifier}</identifier>'
        f"<datestamp>{stamp}</datestamp></header></record>"
    )


def page(*records, token=None, date="2026-11-24T07:00:00Z", start='<?xml version="1.0" encoding="UTF-8"?>',
         namespace=OAI):  # fmt: skip
    """A page of ListRecords as text."""
    space = f' xmlns="{namespace}"' if namespace else ""
    last = "" if token is None else f'<resumptionToken cursor="0">{token}</resumptionToken>'
    return (
        f"{start}<OAI-PMH{space}><responseDate>{date}</responseDate>"
        f'<request verb="ListRecords">http://x.example/oai</request><ListRecords>{"".join(records)}'
        f"{last}</ListRecords></OAI-PMH>"
    )


def error(code, words="", date="2026-11-24T07:00:00Z"):
    """An answer that refuses."""
    return (
        f'<OAI-PMH xmlns="{OAI}"><responseDate>{date}</responseDate><request>x</request>'
        f'<error code="{code}">{words}</error></OAI-PMH>'
    )


def identify(granularity="YYYY-MM-DDThh:mm:ssZ", name="Deneme Kütüphanesi", deletions="persistent"):
    """Who the provider is."""
    return (
        f'<OAI-PMH xmlns="{OAI}"><responseDate>2026-11-24T07:00:00Z</responseDate><request>x</request>'
        f"<Identify><repositoryName>{name}</repositoryName><baseURL>x</baseURL>"
        "<protocolVersion>2.0</protocolVersion><adminEmail>a@b.example</adminEmail>"
        "<earliestDatestamp>2001-01-01</earliestDatestamp>"
        f"<deletedRecord>{deletions}</deletedRecord><granularity>{granularity}</granularity>"
        "</Identify></OAI-PMH>"
    )


def formats(*prefixes):
    """What a provider gives records as."""
    each = "".join(
        f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix></metadataFormat>"
        for prefix in prefixes
    )
    return (
        f'<OAI-PMH xmlns="{OAI}"><responseDate>2026-11-24T07:00:00Z</responseDate>'
        f"<ListMetadataFormats>{each}</ListMetadataFormats></OAI-PMH>"
    )
