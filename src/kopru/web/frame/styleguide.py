"""What the style guide shows: every component once, with plausible content. Developers only."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from kopru.common.words import Words

SEVEN = (
    Words("Talep alındı", "Request received"),
    Words("Aranıyor", "Looking for it"),
    Words("Yolda", "On its way"),
    Words("Gelin alın", "Come and collect"),
    Words("Sizde", "With you"),
    Words("İade edildi", "Returned"),
    Words("Tamamlandı", "Completed"),
)


class ExampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(label="Title", help_text="As it stands on the title page.")
    isbn = forms.CharField(label="ISBN", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("book", "Book"), ("article", "Article")])
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    groups = forms.MultipleChoiceField(
        label="Who may ask",
        choices=[("academic", "Academic staff"), ("graduate", "Graduate students")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    urgent = forms.BooleanField(label="In a hurry", required=False)


def examples() -> dict[str, Any]:
    """The context of frame/styleguide.html."""
    now = timezone.now()
    return {
        "seven": SEVEN,
        "tones": ["neutral", "good", "wait", "warn", "bad"],
        "moments": [now - timedelta(minutes=4), now - timedelta(hours=20), now - timedelta(days=9)],
        "due": timezone.localdate() + timedelta(days=3),
        "price": Decimal("1250.5"),
        "page": Paginator(range(300), 20).page(7),
        "form": ExampleForm(),
        "sent_back": ExampleForm({"isbn": "978-975-0", "kind": "book"}, prefix="again"),
        "wrong": ExampleForm({"isbn": "978"}),
    }
