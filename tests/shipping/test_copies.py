"""What the file of a copy may be, read from its bytes and never from its name."""

import pytest

from kopru.shipping.copies import MOST_BYTES, NotACopy, keep, media_of, remove
from shipping.test_photos import picture

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TIFF = b"II*\x00" + b"\0" * 40


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (PDF, "application/pdf"),
        (TIFF, "image/tiff"),
        (picture(size=(9, 9)), "image/jpeg"),
        (picture(size=(9, 9), kind="PNG"), "image/png"),
    ],
)
def test_scans_are_taken(data, media):
    assert media_of(data) == media


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_copy"),
        (b"<html><script>alert(1)</script>", "not_a_copy"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "not_a_copy"),
        (b"MZ\x90\x00" + b"\0" * 100, "not_a_copy"),
        (b"\x7fELF" + b"\0" * 100, "not_a_copy"),
        (b"PK\x03\x04" + b"\0" * 100, "not_a_copy"),
        (b"#!/bin/sh\nrm -rf /\n", "not_a_copy"),
        (PDF[:40], "not_a_copy"),
        (picture(size=(99, 99))[:-200], "not_a_copy"),
        (PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript>>/Type"), "copy_active"),
        (PDF.replace(b"/Type", b"/A<</S/Launch>>/Type"), "copy_active"),
        (b"%PDF-" + b"\0" * MOST_BYTES, "copy_too_large"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_is_no_copy_or_acts_is_refused(data, code):
    with pytest.raises(NotACopy, match=code):
        media_of(data)


def test_it_lies_under_a_name_that_nobody_gave_it_and_goes_for_good(tmp_path):
    kept = keep(PDF, tmp_path / "c")
    path = tmp_path / "c" / kept.name
    assert path.read_bytes() == PDF
    assert (kept.size, kept.media) == (len(PDF), "application/pdf")
    assert path.stat().st_mode & 0o111 == 0
    assert remove(kept.name, tmp_path / "c")
    assert not path.exists()
    assert not remove(kept.name, tmp_path / "c")


def test_a_name_cannot_lead_out_of_the_folder(tmp_path):
    (tmp_path / "secret").write_text("x")
    assert not remove("../secret", tmp_path / "c")
    assert (tmp_path / "secret").exists()
