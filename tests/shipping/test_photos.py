"""Photographs as evidence: small, upright, and silent about who took them where."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from kopru.shipping.photos import LONGEST_SIDE, NotAPicture, keep, shrunk


def picture(size=(3000, 2000), kind="JPEG", exif=None):
    made = Image.new("RGB", size, (200, 30, 30))
    made.paste((30, 30, 200), (0, 0, size[0] // 2, size[1]))  # blue left, red right
    out = BytesIO()
    made.save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def _phone():
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Telefon 9"
    exif[ExifTags.Base.Orientation] = 6  # to be turned by a quarter
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (39.0, 55.0, 0.0)
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_made_small(kind):
    small = shrunk(picture(kind=kind))
    assert (small.width, small.height) == (LONGEST_SIDE, 1067)
    assert Image.open(BytesIO(small.data)).format == "JPEG"


def test_a_small_one_is_not_blown_up():
    small = shrunk(picture(size=(40, 30)))
    assert (small.width, small.height) == (40, 30)


def test_nothing_of_the_phone_or_the_place_is_kept_and_it_stands_upright():
    small = shrunk(picture(exif=_phone()))
    kept = Image.open(BytesIO(small.data))
    assert not kept.getexif()
    assert b"Telefon" not in small.data
    assert kept.height > kept.width
    red, _green, blue = kept.getpixel((kept.width // 2, 10))
    assert blue > red  # what was left is on top


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_picture"),
        (b"<svg onload='alert(1)'/>", "not_a_picture"),
        (b"GIF89a" + b"\0" * 100, "not_a_picture"),
        (picture()[:4000], "not_a_picture"),
        (b"\xff\xd8" + b"\0" * 15_000_001, "picture_too_large"),
    ],
)
def test_what_is_no_picture_is_refused(data, code):
    with pytest.raises(NotAPicture, match=code):
        shrunk(data)


def test_too_many_pixels_are_not_even_opened():
    with pytest.raises(NotAPicture, match="picture_too_large"):
        shrunk(picture(size=(12_000, 6_000), kind="PNG"))


def test_its_name_cannot_be_guessed(tmp_path):
    small = shrunk(picture(size=(40, 30)))
    one, other = keep(small, tmp_path / "p"), keep(small, tmp_path / "p")
    assert one.name != other.name
    assert one.sha256 == other.sha256
    assert (tmp_path / "p" / one.name).read_bytes() == small.data
