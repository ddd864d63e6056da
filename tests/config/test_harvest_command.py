import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kopru.catalogue.models import Edition
from kopru.catalogue.queries import editions_found
from kopru.connections.harvest.models import Source
from oai_pages import error, marcxml, page, record
from oai_provider import serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with serving() as server:
        yield server


def harvest(*arguments):
    out = io.StringIO()
    call_command("harvest", *arguments, "--json", stdout=out, stderr=io.StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_new_source_is_kept_harvested_and_found(provider, ash):
    provider.give("", page(record("1", marcxml("1", "Işığın A & B'si"))))
    named = (
        "--library",
        "TR-ASH",
        "--url",
        provider.address,
        "--prefix",
        "marcxml",
        "--pause",
        "0",
    )
    [said] = harvest(*named)
    assert (said["state"], said["stored"], said["quarantined"]) == ("done", 1, 0)
    assert said["repairs"] == ["ampersands", "pieces"]
    assert provider.asked[-1]["metadataPrefix"] == "marcxml"
    assert editions_found("ışığın").hits[0].edition == Edition.objects.get()
    [again] = harvest(*named)
    assert (again["source"], again["unchanged"]) == (said["source"], 1)
    assert harvest() == []  # nothing is due
    [third] = harvest("--source", str(said["source"]), "--full")
    assert third["unchanged"] == 1
    assert Source.objects.count() == 1


def test_what_failed_ends_with_a_status(provider, ash, capsys):
    provider.give("", error("cannotDisseminateFormat", "only oai_dc"))
    with pytest.raises(CommandError):
        call_command("harvest", "--library", "TR-ASH", "--url", provider.address)
    assert "only oai_dc" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--source", "99"], "source"),
        (["--url", "https://x.example/oai"], "library"),
        (["--url", "x.example", "--library", "TR-ASH"], "url"),
        (["--url", "https://x.example/oai", "--library", "NOBODY"], "library"),
        (["--url", "https://x.example/oai", "--library", "TR-ASH", "--encoding", "klingon"], "encoding"),
    ],
)  # fmt: skip
def test_a_wrong_call_names_its_argument(ash, arguments, word):
    with pytest.raises(CommandError, match=word) as refused:
        harvest(*arguments)
    assert refused.value.returncode == 2
    assert not Source.objects.exists()
