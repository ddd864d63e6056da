"""Records that may be of one edition: a person looks at both sides and decides."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.catalogue.comparing import edition_described, record_described, side_by_side
from kopru.catalogue.matching import compare, unpack
from kopru.catalogue.models import Doubt, DoubtDecision, Edition
from kopru.catalogue.models.decisions import DoubtQuerySet
from kopru.catalogue.rulings import NotPossible, decide, standing
from kopru.common.words import Words
from kopru.web.desk.here import page_of, say
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, catalogue_keeper_only

_ANSWERS = {"same": True, "different": False}
_REFUSED = {
    "gone": Words(
        "İki taraftan birinin kaydı kalmamış; karar verilecek bir şey yok.",
        "One side has no records any more; there is nothing to decide.",
    ),
    "same": Words("İkisi zaten aynı baskı.", "Both are one edition already."),
    "not_its": Words(
        "Seçilen kayıtlardan biri artık bu baskıda değil.",
        "One of the chosen records is not of this edition any more.",
    ),
    "all": Words(
        "Bütün kayıtlar ayrılamaz: en az biri kalmalı.",
        "Not all records can be split off: at least one has to stay.",
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A doubt in the list: the edition that the record is in now, the other, what speaks against."""

    doubt: Doubt
    mine: Edition | None
    against: tuple[Words, ...]


def doubts_of(request: KopruRequest) -> DoubtQuerySet:
    """The doubts that this person may decide: their library's, or all for the network."""
    rows = Doubt.objects.all()
    if request.sight.is_network_admin:
        return rows
    if request.sight.library is None:
        return rows.none()
    return rows.of(request.sight.library)


def refused(request: KopruRequest, trouble: NotPossible) -> None:
    """Say on the next page why a decision could not be carried out."""
    flash(request, say(_REFUSED[trouble.code]), tone="bad")


def _ordered(request: KopruRequest, rows: DoubtQuerySet) -> DoubtQuerySet:
    """Records of the own library first, then what is most alike."""
    own = request.sight.library.pk if request.sight.library else 0
    first = Case(
        When(record__library=own, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return rows.annotate(place=first).order_by("place", "-score", "pk")


@require_safe
@catalogue_keeper_only
def show_doubts(request: KopruRequest) -> HttpResponse:
    """Those that wait; `state=decided` shows what was decided last, to look at it again."""
    decided = request.GET.get("state") == "decided"
    rows = doubts_of(request).select_related("record__library", "record__edition", "edition")
    rows = rows.defer("record__packed")
    if decided:
        rows = rows.exclude(decision=DoubtDecision.OPEN).order_by("-decided_at", "pk")
    else:
        rows = _ordered(request, rows.waiting())
    page = page_of(rows, request)
    lines = [_line(doubt) for doubt in page]
    return render(request, "desk/doubts.html", {"page": page, "lines": lines, "decided": decided})


def _line(doubt: Doubt) -> Line:
    mine = doubt.record.edition
    if mine is None or not mine.match_on or not doubt.edition.match_on:
        return Line(doubt, mine, ())
    verdict = compare(unpack(mine.match_on), unpack(doubt.edition.match_on))
    return Line(doubt, mine, verdict.against[:2])


@require_safe
@catalogue_keeper_only
def show_doubt(request: KopruRequest, pk: int) -> HttpResponse:
    """Both sides, field by field; `after` in the address names the doubt just decided."""
    rows = doubts_of(request).select_related(
        "record__library", "record__edition", "edition__moved_to", "decided_by"
    )
    doubt = get_object_or_404(rows, pk=pk)
    record = record_described(doubt.record)
    if record is None:
        raise Http404
    theirs = edition_described(standing(doubt.edition))
    verdict = compare(record.features, theirs.features)
    after = request.GET.get("after", "")
    waiting = _ordered(request, doubts_of(request).waiting()).exclude(pk=doubt.pk)
    context = {
        "doubt": doubt,
        "mine": record,
        "theirs": theirs,
        "rows": side_by_side(record.facts, theirs.facts, language=get_language() or "tr"),
        "verdict": verdict,
        "next": waiting.first(),
        "left": waiting.count(),
        "before": doubts_of(request).filter(pk=int(after)).select_related("edition").first()
        if after.isascii() and after.isdigit() and len(after) < 18
        else None,
    }
    return render(request, "desk/doubt.html", context)


@require_POST
@catalogue_keeper_only
def answer(request: KopruRequest, pk: int) -> HttpResponseRedirect:
    """POST field `answer`: same or different. Can be given anew as long as both sides are there."""
    doubt = get_object_or_404(doubts_of(request), pk=pk)
    if request.POST.get("answer") not in _ANSWERS:
        raise Http404
    is_same = _ANSWERS[request.POST["answer"]]
    try:
        decide(doubt, is_same=is_same, by=request.user, now=timezone.now())
    except NotPossible as trouble:
        refused(request, trouble)
        return redirect("desk_doubt", pk)
    following = _ordered(request, doubts_of(request).waiting()).exclude(pk=pk).first()
    if following is not None:
        return redirect(f"{reverse('desk_doubt', args=[following.pk])}?after={pk}")
    flash(request, _("That was the last one: everything is decided."))
    return redirect(f"{reverse('desk_doubts')}?state=decided")
