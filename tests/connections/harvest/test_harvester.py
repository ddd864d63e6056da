from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from catalogue.building import marc
from kopru.catalogue.models import Edition, Holding, Load, Quarantined, Record
from kopru.connections.harvest import harvester, runs
from kopru.connections.harvest.harvester import Harvest, fetcher_of, harvest
from kopru.connections.harvest.models import Delivered, Run, Source
from kopru.libraries.models import Library
from kopru.protocols.marc import read_marcxml
from oai_pages import deleted, error, held, identify, marcxml, page, record

pytestmark = pytest.mark.django_db


class Time:
    """A clock that runs when somebody sleeps."""

    def __init__(self, now):
        self.now, self.slept = now, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def time(now):
    return Time(now)


@pytest.fixture
def run(source, time):
    """Harvest once, without waiting."""

    def once(**options):
        source.refresh_from_db()
        return harvest(source, clock=time, sleep=time.sleep, **options)

    return once


def titles(library):
    living = Record.objects.of(library).living().filter(edition__isnull=False)
    return sorted(living.values_list("edition__title", flat=True))


def test_pages_come_in_and_the_log_says_what_became_of_them(run, provider, ash):
    books = [record(f"oai:x:{n}", marcxml(str(n), f"Başlık {n}")) for n in range(5)]
    provider.give("", page(*books[:3], token="t1"))
    provider.give("t1", page(*books[3:], token=""))
    done = run()
    assert (done.state, done.pages, done.records, done.stored) == ("done", 2, 5, 5)
    assert titles(ash) == [f"Başlık {n}" for n in range(5)]
    load = Load.objects.get()
    assert (load.mode, load.state, load.read, load.stored) == ("delta", "done", 5, 5)
    assert done.source.name == "Deneme Kütüphanesi"
    assert provider.asked[1] == {"verb": "ListRecords", "metadataPrefix": "marc21"}


def test_the_next_harvest_asks_from_a_little_before_the_last_one(run, provider, source, time):
    provider.give("", page(record("1", marcxml()), date="2026-11-24T07:00:00Z"))
    run()
    time.now += timedelta(days=1)
    provider.give("", error("noRecordsMatch", date="2026-11-25T07:00:00Z"))
    assert run().state == "done"
    assert provider.asked[-1]["from"] == "2026-11-24T06:55:00Z"


def test_a_source_that_was_changed_meanwhile_is_harvested_from_the_beginning(run, provider, source, time):  # fmt: skip
    provider.give("", page(record("1", marcxml())))
    Source.objects.update(reached="2026-11-20T07:00:00Z")
    source.refresh_from_db()
    change = lambda _: Source.objects.update(set="dergi", reached="")  # noqa: E731
    harvest(source, clock=time, sleep=time.sleep, progress=change)
    run()
    assert "from" not in provider.asked[-1]
    assert provider.asked[-1]["set"] == "dergi"


def test_a_provider_that_knows_only_days_is_asked_for_days(run, provider):
    provider.answers["Identify"] = [identify("YYYY-MM-DD")]
    provider.give("", page(record("1", marcxml()), date="2026-11-24T00:01:00Z"))
    run()
    run()
    assert provider.asked[-1]["from"] == "2026-11-23"


def test_a_deletion_takes_out_the_record_that_its_identifier_brought(run, provider, ash):
    provider.give("", page(record("oai:x:7", marcxml("900", "Giden")), record("8", marcxml("8", "Kalan"))))  # fmt: skip
    run()
    provider.give("", page(deleted("oai:x:7"), deleted("oai:x:unknown")))
    done = run()
    assert (done.deleted, done.unknown) == (1, 1)
    assert titles(ash) == ["Kalan"]
    assert Record.objects.get(control_number="900").deleted_at is not None
    assert Delivered.objects.count() == 1


def test_a_record_without_a_number_is_known_by_its_identifier(run, provider, ash):
    provider.give("", page(record("oai:x:7", marcxml("", "Eski"))))
    run()
    provider.give("", page(record("oai:x:7", marcxml("", "Yeni"))))
    assert run().updated == 1
    assert titles(ash) == ["Yeni"]


def test_what_cannot_be_read_is_put_aside_with_its_bytes(run, provider, ash):
    bad = record("oai:x:2", marcxml("2", "a < b"))
    empty = record("oai:x:3", "<record xmlns='http://www.loc.gov/MARC21/slim'/>")
    provider.give("", page(record("oai:x:1", marcxml("1")), bad, empty, token="t"))
    provider.give("t", page(record("oai:x:4", marcxml("4", "Öteki"))))
    done = run()
    assert (done.state, done.stored, done.quarantined) == ("done", 2, 2)
    assert done.repairs == ["pieces"]
    broken, leaderless = Quarantined.objects.of(ash).order_by("pk")
    assert (broken.reason, broken.raw) == ("broken_xml", bad.encode())
    assert leaderless.reason == "bad_leader"
    assert "oai:x:3" in leaderless.detail


def test_letters_of_a_code_page_that_the_source_names(run, provider, source, ash):
    data = page(record("1", marcxml("1", "Işığın Gölgesi: İğde"))).encode("cp1254")
    provider.give("", data)
    assert run().quarantined == 1
    Source.objects.update(encoding="cp1254")
    assert run(full=True).stored == 1
    assert titles(ash) == ["Işığın Gölgesi: İğde"]


class Killed(BaseException):
    """What a killed process does not see coming."""


def test_killed_in_the_middle_it_goes_on_with_its_token(run, provider, source, time, ash):
    provider.give("", page(record("1", marcxml("1", "Bir")), token="t1"))
    provider.give("t1", page(record("2", marcxml("2", "İki")), token="t2"))
    provider.give("t2", page(record("3", marcxml("3", "Üç")), token=""))

    def die(run):
        if run.pages == 2:
            raise Killed

    with pytest.raises(Killed):
        harvest(source, clock=time, sleep=time.sleep, progress=die)
    provider.asked.clear()
    done = run()
    assert provider.asked == [{"verb": "ListRecords", "resumptionToken": "t2"}]
    assert (done.state, done.pages, done.records, done.stored) == ("done", 3, 3, 3)
    assert set(titles(ash)) == {"Bir", "İki", "Üç"}
    assert Run.objects.count() == Load.objects.count() == 1


def test_a_token_that_is_no_longer_known_costs_the_window_not_the_records(run, provider, source, time, ash):  # fmt: skip
    provider.give("", page(record("1", marcxml("1", "Bir")), token="t1"))
    provider.give("t1", error("badResumptionToken"), page(record("2", marcxml("2", "İki")), token=""))  # fmt: skip
    done = run()
    assert (done.state, done.restarts, done.stored, done.unchanged) == ("done", 1, 2, 1)
    assert titles(ash) == ["Bir", "İki"]


def test_a_page_and_its_token_are_written_together_or_not_at_all(run, provider, source, monkeypatch, ash):  # fmt: skip
    provider.give("", page(record("1", marcxml("1", "Bir")), token="t1"))
    provider.give("t1", page(record("2", marcxml("2", "İki")), token=""))
    remember = runs._remember

    def fail_once(run, taken):
        if run.pages == 2 and not run.trouble:
            monkeypatch.setattr(runs, "_remember", remember)
            raise OSError("disk full")
        remember(run, taken)

    monkeypatch.setattr(runs, "_remember", fail_once)
    waiting = run()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.trouble, waiting.stored) == ("waiting", "fault", 1)
    assert titles(ash) == ["Bir"]
    assert run().stored == 2


def test_a_busy_provider_is_given_the_time_it_asks_for(run, provider, time):
    provider.give("", (503, {"Retry-After": "30"}, b"later"), page(record("1", marcxml())))
    assert run().state == "done"
    assert 30.0 in time.slept


def test_a_long_wait_ends_the_attempt_and_the_run_goes_on_then(run, provider, source, time):
    provider.give("", page(record("1", marcxml("1")), token="t1"))
    provider.give(
        "t1", (503, {"Retry-After": "7200"}, b""), page(record("2", marcxml("2")), token="")
    )
    waiting = run()
    assert (waiting.state, waiting.trouble) == ("waiting", "busy")
    assert waiting.again_at == time.now + timedelta(hours=2)
    assert runs.due(now=time.now) == []
    time.now += timedelta(hours=2)
    assert runs.due(now=time.now) == [source]
    assert run().state == "done"


def test_a_web_page_in_place_of_an_answer_is_tried_again_then_told(run, provider, time):
    web = (200, {"Content-Type": "text/html"}, b"<html><title>Bakim</title></html>")
    provider.give("", web, page(record("1", marcxml())))
    assert run().state == "done"
    provider.give("", web)
    waiting = run()
    assert (waiting.state, waiting.trouble) == ("waiting", "not_oai")
    assert "Bakim" in waiting.detail
    assert waiting.why.tr


def test_after_a_week_of_trouble_a_person_is_asked(run, provider, source, time):
    provider.give("", (500, {}, b""))
    for _ in runs.PAUSES:
        assert run().state == "waiting"
        time.now += timedelta(days=1)
    assert run().state == "failed"
    source.refresh_from_db()
    assert source.due_at > time.now


@pytest.mark.parametrize("code", ["cannotDisseminateFormat", "badArgument", "noSetHierarchy"])
def test_a_refusal_waits_for_a_person(run, provider, code):
    provider.give("", error(code, "no such thing"))
    failed = run()
    assert (failed.state, failed.trouble) == ("failed", "refused")
    assert "no such thing" in failed.detail


def test_an_answer_that_breaks_off_is_asked_again_then_taken_as_far_as_it_goes(run, provider, ash, source):  # fmt: skip
    whole = page(record("1", marcxml("1", "Bir")), record("2", marcxml("2", "İki")), token="t")
    provider.give("t", page(record("3", marcxml("3", "Üç")), token=""))
    half = whole[: whole.index("İki")]
    provider.give("", half, whole)
    assert run().stored == 3
    source.refresh_from_db()
    reached = source.reached
    provider.give("", half.replace("Bir", "Birinci"))
    failed = run()
    assert (failed.state, failed.trouble, failed.updated, failed.quarantined) == (
        "failed",
        "cut",
        1,
        1,
    )
    source.refresh_from_db()
    assert source.reached == reached


def test_a_provider_that_turns_in_circles_is_stopped(run, provider):
    provider.give("", page(record("1", marcxml()), token="t"))
    provider.give("t", page(record("1", marcxml()), token="t"))
    assert run().trouble == "loops"


def test_a_full_harvest_takes_out_what_did_not_come(run, provider, ash):
    books = [record(str(n), marcxml(str(n), f"Kitap {n}")) for n in range(4)]
    provider.give("", page(*books))
    run()
    provider.give("", page(*books[:3]))
    done = run(full=True)
    assert (done.deleted, done.unchanged) == (1, 3)
    assert titles(ash) == ["Kitap 0", "Kitap 1", "Kitap 2"]


def test_a_full_harvest_that_brought_far_too_little_deletes_nothing(run, provider, ash):
    books = [record(str(n), marcxml(str(n), f"Kitap {n}")) for n in range(4)]
    provider.give("", page(*books))
    run()
    provider.give("", page(books[0]))
    done = run(full=True)
    assert (done.state, done.trouble, done.deleted) == ("done", "shrunk", 0)
    assert len(titles(ash)) == 4


def test_a_union_catalogue_gives_each_library_its_own(run, provider, source, ash, birch):
    Source.objects.update(is_union=True)
    both = marcxml(
        "u1", "Ortak", fields=held("TR-BIRCH") + held("TR-NEW", "1") + held("TR-NEW", "2")
    )
    provider.give("", page(record("oai:u:1", both)))
    done = run()
    assert done.stored == 2
    assert done.repairs == ["+TR-NEW"]
    new = Library.objects.get(symbol="TR-NEW")
    assert not new.is_active
    assert not new.is_local
    edition = Edition.objects.get()
    held_by = sorted(edition.holdings.values_list("library__symbol", "call_number"))
    assert held_by == [("TR-BIRCH", "813 PAM"), ("TR-NEW", "1"), ("TR-NEW", "2")]
    provider.give("", page(record("oai:u:1", marcxml("u1", "Ortak", fields=held("TR-BIRCH")))))
    run()
    assert [one.library for one in Holding.objects.all()] == [birch]
    provider.give("", page(deleted("oai:u:1")))
    run()
    assert not Holding.objects.exists()


def test_dublin_core_comes_in_as_a_record_with_its_words_kept(run, provider, source, ash):
    Source.objects.update(format="oai_dc")
    dc = (
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Osmanlı'da Iskat</dc:title><dc:creator>Çelik, Işıl</dc:creator><dc:creator>Öz, Ali</dc:creator>"
        "<dc:subject>Tarih</dc:subject><dc:publisher>Doğu Üniversitesi</dc:publisher><dc:date>2019-05-01</dc:date>"
        "<dc:type>masterThesis</dc:type><dc:language>tr</dc:language><dc:identifier>978-975-07-1853-3</dc:identifier>"
        "<dc:identifier>https://acik.example/1</dc:identifier><dc:format>application/pdf</dc:format></oai_dc:dc>"
    )
    provider.give("", page(record("oai:d:1", dc)))
    assert run().stored == 1
    edition = Edition.objects.get()
    assert (edition.title, edition.year, edition.kind, edition.language) == ("Osmanlı'da Iskat", 2019, "thesis", "tur")  # fmt: skip
    assert edition.authors == ["Çelik, Işıl", "Öz, Ali"]
    assert edition.isbns == ["9789750718533"]
    assert edition.is_online
    kept = next(read_marcxml(BytesIO(Record.objects.get().raw)))
    assert kept.first("887", "a").startswith("<oai_dc:dc")
    assert kept.first("856", "u") == "https://acik.example/1"


def test_unimarc_is_read_as_such(run, provider, source):
    Source.objects.update(format="unimarc")
    book = (
        '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam  2200000   450 </leader>'
        '<controlfield tag="001">7</controlfield>'
        '<datafield tag="101" ind1="0" ind2=" "><subfield code="a">tur</subfield></datafield>'
        '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">İnce Memed</subfield></datafield>'
        '<datafield tag="700" ind1=" " ind2="1"><subfield code="a">Kemal</subfield>'
        '<subfield code="b">Yaşar</subfield></datafield></record>'
    )
    provider.give("", page(record("oai:u:7", book)))
    assert run().stored == 1
    edition = Edition.objects.get()
    assert (edition.title, edition.authors) == ("İnce Memed", ["Kemal, Yaşar"])


def test_two_do_not_harvest_the_same_source_at_once(run, source, provider):
    with runs.alone(source), pytest.raises(runs.Busy):
        run()


def test_what_is_due_is_harvested_in_a_thread_of_its_own(source, provider, transactional_db):
    provider.give("", page(record("1", marcxml("1", "Bir"))))
    Source.objects.update(due_at=timezone.now())
    assert harvester.harvest_in_background(clock=timezone.now) == 1
    harvester._working[0].join(20)
    assert Run.objects.get().state == "done"
    source.refresh_from_db()
    assert source.due_at > timezone.now() + timedelta(hours=23)
    assert harvester.harvest_in_background(clock=timezone.now) == 0


def test_a_source_that_is_off_or_by_hand_is_not_due(source, now):
    assert runs.due(now=now) == [source]
    Source.objects.update(is_on=False)
    assert runs.due(now=now) == []


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "10.1.2.3", "[::1]", "169.254.169.254", "0.0.0.0"])  # fmt: skip # noqa: S104
def test_our_own_network_is_not_asked(address, run, source, settings):
    settings.KOPRU_ALLOWED_NETWORKS = []
    Source.objects.update(address=f"http://{address}:1/oai")
    assert run().trouble == "private"


def test_ordinary_loads_and_harvests_meet_in_one_edition(run, provider, load, birch):
    load(marc("b1", "Kara kitap", isbn="9789750718533", publisher="Can"), library=birch)
    provider.give("", page(record("1", marcxml("1", "KARA KİTAP", isbn="975-07-1853-1"))))
    run()
    edition = Edition.objects.get()
    assert edition.title == "Kara kitap"
    assert edition.holdings.count() == 2


def test_progress_is_told(source, provider, time):
    seen = []
    provider.give("", page(record("1", marcxml("1")), token="t"))
    provider.give("t", page(record("2", marcxml("2")), token=""))
    run = runs.begin(source, now=time())
    Harvest(
        run, fetcher_of(source), time, time.sleep, lambda r: seen.append((r.pages, r.state))
    ).go()
    assert seen == [(1, "running"), (2, "running"), (2, "done")]
