"""A page with one form, and buttons that do one thing: written once, used by several rooms."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from kopru.libraries.actions import Refused
from kopru.web.frame.flash import flash
from kopru.web.frame.libraryforms import carried_out

UNPROCESSABLE = 422


def form_page(
    request: HttpRequest,
    *,
    form: forms.Form,
    action: Callable[[dict[str, Any]], object],
    done: str,
    page: dict[str, Any],
    template: str = "frame/formpage.html",
) -> HttpResponse:
    """Shows `form`; a good POST carries `action` out with its data, says `done`, goes to `up`.

    :param page: what the template says: `title`, `up` (address), `up_label`, `do` (the button)
    :returns: the form again with status 422 and what was typed, where something was wrong
    """
    if request.method == "POST" and carried_out(form, lambda: action(form.cleaned_data)):
        flash(request, done)
        return redirect(page["up"])
    status = UNPROCESSABLE if form.errors else 200
    return render(request, template, {"form": form, **page}, status=status)


def carry_out(
    request: HttpRequest, action: Callable[[], object], *, done: str, to: str
) -> HttpResponseRedirect:
    """Does one thing that a button asked for; says what came of it on the page `to`."""
    try:
        action()
    except Refused as refused:
        flash(request, refused.words.say(get_language() or "tr"), tone="bad")
    else:
        flash(request, done)
    return HttpResponseRedirect(to)
