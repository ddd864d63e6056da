"""MARC records made for a test, as bytes."""

from pymarc import Field, Indicators, Record, Subfield


def _field(tag, indicators, **subfields):
    parts = [Subfield(code.strip("_"), value) for code, value in subfields.items() if value]
    return Field(tag, Indicators(*indicators), parts)


def marc(
    number="1", title="Kara kitap", *, subtitle="", author="Pamuk, Orhan", year="1990", isbn="", volume="",
    publisher="Can", items=(), deleted=False, kind="am", language="tur", online=False,
):  # fmt: skip
    """One record in ISO 2709; `items` are (branch, call number, barcode, not for loan)."""
    record = Record(force_utf8=True)
    leader = list(str(record.leader))
    leader[5], leader[6:8] = "d" if deleted else "n", kind
    record.leader = "".join(leader)
    if number:
        record.add_field(Field("001", data=number))
    fixed = (
        f"260101s{year or '    '}    tu {'     o' if online else '      '}     000 0 {language} d"
    )
    record.add_field(Field("008", data=fixed))
    if isbn:
        record.add_field(_field("020", "  ", a=isbn))
    if author:
        record.add_field(_field("100", "1 ", a=author))
    record.add_field(_field("245", "10", a=title, n=volume, b=subtitle))
    record.add_field(_field("260", "  ", a="Ankara", b=publisher, c=year))
    for branch, call_number, barcode, kept_in in items:
        record.add_field(
            _field(
                "952",
                "  ",
                a=branch,
                b=branch,
                o=call_number,
                p=barcode,
                _7="1" if kept_in else "0",
            )
        )
    return record.as_marc()
