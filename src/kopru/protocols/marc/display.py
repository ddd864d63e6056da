"""A record as lines of text, for a member of staff who reads MARC."""

from .records import Field, MarcRecord


def as_lines(record: MarcRecord) -> list[str]:
    """`=LDR ...`, `=001 ...`, `=245 10 $aTitle$bsubtitle`; a blank indicator shows as #.

    Control characters are left out; text is otherwise as catalogued.
    """
    lines = [f"=LDR {record.leader}"]
    for field in record.fields:
        lines.append(_printable(_line(field)))
    return lines


def _line(field: Field) -> str:
    if not field.subfields:
        return f"={field.tag} {field.value}"
    indicators = field.indicators.replace(" ", "#")
    return f"={field.tag} {indicators} " + "".join(
        f"${code}{text}" for code, text in field.subfields
    )


def _printable(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(letter for letter in line if letter.isprintable() or letter == "\xa0")
