"""Tags and filters of every page (a builtin library: no {% load %} needed)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import heroicons
from django import template
from django.core.paginator import Page
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    RadioSelect,
    Select,
    Textarea,
)
from django.http import HttpRequest
from django.template import RequestContext
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kopru.catalogue.models import Edition
from kopru.catalogue.tokat import tokat_link
from kopru.common.citation import Citation
from kopru.common.words import Words
from kopru.connections import identity
from kopru.web.frame import flash, nav, said

register = template.Library()

TONES = ("neutral", "good", "wait", "warn", "bad")
_TONE_ICON = {
    "good": "check-circle",
    "wait": "clock",
    "warn": "exclamation-triangle",
    "bad": "x-circle",
}


def _language() -> str:
    return get_language() or "tr"


@register.simple_tag
def icon(name: str, *, size: int = 20, style: str = "", label: str = "") -> SafeString:
    """A heroicon, drawn inline. Hidden from screen readers unless `label` says what it means.

    `size` in CSS pixels; the drawing fits it: micro at 16, mini at 20, outline from 24
    (or `style`: micro, mini, outline, solid). Unknown names raise, so that a typo is seen.
    """
    drawing = style or ("micro" if size <= 16 else "mini" if size <= 20 else "outline")
    attributes: dict[str, object] = {"class": "k-icon"}
    if label:
        attributes |= {"role": "img", "aria-label": str(label)}
    else:
        attributes |= {"aria-hidden": "true"}
    drawn = heroicons._render_icon(drawing, str(name), size, attributes)
    if label:  # the drawings come hidden
        drawn = drawn.replace(' aria-hidden="true"', "", 1)
    return mark_safe(drawn)  # noqa: S308 - the library escapes attributes; the drawing is its own


@register.simple_tag
def tone_icon(tone: str, *, size: int = 16) -> SafeString:
    """The sign that goes with a tone, so that colour never stands alone; nothing for neutral."""
    name = _TONE_ICON.get(str(tone))
    return icon(name, size=size) if name else mark_safe("")


@register.simple_tag
def when(moment: datetime | None, *, exact: bool = False) -> SafeString:
    """A point in time: relative in the text, exact in the title (or the other way, with `exact`)."""
    if moment is None:
        return mark_safe("")
    local = timezone.localtime(moment)
    near, full = said.relatively(local, now=timezone.localtime()), said.exactly(local)
    shown, hint = (full, near) if exact else (near, full)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="minutes"), hint, shown
    )


@register.simple_tag
def day(value: date | None, *, away: bool = False) -> SafeString:
    """A date with its weekday; with `away` also how far off it is ("in 3 days")."""
    if value is None:
        return mark_safe("")
    plain = timezone.localtime(value).date() if isinstance(value, datetime) else value
    text = said.day_with_weekday(plain, language=_language())
    distance = said.days_away(plain, today=timezone.localdate()) if away else ""
    tail = format_html(' <span class="k-away">({})</span>', distance) if distance else ""
    return format_html('<time datetime="{}">{}</time>{}', plain.isoformat(), text, tail)


@register.simple_tag
def money(amount: Decimal | None, currency: str = "TRY") -> str:
    """An amount with its currency, as the page's language writes it."""
    return "" if amount is None else said.money(amount, str(currency), language=_language())


@register.filter
def opposite(amount: Decimal) -> Decimal:
    """The same sum seen from the other side."""
    return -amount


@register.filter
def words(value: object) -> str:
    """`kopru.common.words.Words` in the page's language; other things as they are."""
    return value.say(_language()) if isinstance(value, Words) else str(value)


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: object) -> str:
    """The page's URL parameters with some changed; None or "" removes one. Begins with "?"."""
    request = context.get("request")
    kept = request.GET.copy() if isinstance(request, HttpRequest) else {}
    for name, value in changes.items():
        if value in (None, ""):
            kept.pop(name, None)
        else:
            kept[name] = str(value)
    encoded = kept.urlencode() if hasattr(kept, "urlencode") else ""
    return f"?{encoded}"


@register.simple_tag
def url_if_any(name: str, *args: object, **kwargs: object) -> str:
    """Like {% url %}, but empty where no room provides that name."""
    return nav.url_or_none(str(name), *args, **kwargs) or ""


@register.simple_tag
def sign_in_ways() -> list[identity.Provider]:
    """The ways to sign in beside e-mail and password; none until one is set up."""
    return identity.providers()


@register.simple_tag
def state_badge(label: object, tone: str = "neutral") -> SafeString:
    """A state as a badge: `label` is text or Words, `tone` one of TONES."""
    known = str(tone) if tone in TONES else "neutral"
    return format_html(
        '<span class="k-badge k-tone-{}">{}{}</span>', known, tone_icon(known), words(label)
    )


@register.filter
def steps_at(steps: list[object], place: object) -> list[dict[str, object]]:
    """Steps (text or Words) with where each stands, for the step bar: past, now, ahead."""
    at = -1 if place in (None, "") else int(str(place))
    stands = [("past" if n < at else "now" if n == at else "ahead") for n in range(len(steps))]
    return [
        {"label": words(step), "stands": stand, "number": n + 1}
        for n, (step, stand) in enumerate(zip(steps, stands, strict=True))
    ]


@register.filter
def undo_url(message: Any) -> str:
    """Where a flash message's step is undone; empty when it cannot be."""
    return flash.undo_of(message)


@register.filter
def tone_of(message: Any) -> str:
    """The tone of a flash message: neutral, good, warn, bad."""
    return flash.tone_of(message)


@register.filter
def page_numbers(page: "Page[Any]") -> list[int | str]:
    """The page numbers of a pager, with "…" where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _control_class(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return "k-choices"
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """One box to tick: its label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def control(field: BoundField, **attributes: object) -> SafeString:
    """A form field's input in our looks, tied to its help and its errors (`<c-field>` uses it)."""
    classes = [_control_class(field), str(attributes.pop("css", ""))]
    described = []
    if field.errors:
        classes.append("is-invalid")
        attributes["aria-invalid"] = "true"
        described.append(f"{field.auto_id}_error")
    if field.help_text:
        described.append(f"{field.auto_id}_help")
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if isinstance(field.field.widget, Textarea):
        attributes.setdefault("rows", 4)
    own = str(field.field.widget.attrs.get("class", ""))
    attributes["class"] = " ".join(part for part in (*classes, own) if part)
    named: dict[str, str | bool] = {
        name.replace("_", "-"): str(value) for name, value in attributes.items()
    }
    return field.as_widget(attrs=named)


@register.simple_tag
def inline(field: BoundField) -> SafeString:
    """A field's input inside a sentence; its label is said to screen readers only."""
    return control(field, aria_label=field.label)


@register.filter
def tokat(wanted: "Citation | Edition | str") -> str:
    """The address that looks for it in TO-KAT; empty where there is nothing to look for."""
    return tokat_link(wanted)
