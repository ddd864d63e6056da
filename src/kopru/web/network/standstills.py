"""Hard times: the network sends nothing, or copies only, or moves its due dates."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kopru.libraries import actions
from kopru.libraries.models import Standstill
from kopru.web.frame.formpage import carry_out, form_page
from kopru.web.frame.sight import KopruRequest, network_admin_only


class StandstillForm(forms.Form):
    """One rule, from when until when, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Rule"), choices=Standstill.Kind.choices, widget=forms.RadioSelect
    )
    begins = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: until you end it. Due dates need a day to move to."),
    )
    reason_tr = forms.CharField(
        label=gettext_lazy("Reason in Turkish"),
        max_length=200,
        help_text=gettext_lazy("Readers and staff of every library see it."),
    )
    reason_en = forms.CharField(
        label=gettext_lazy("Reason in English"), max_length=200, required=False
    )


@network_admin_only
def index(request: KopruRequest) -> HttpResponse:
    """What holds now, what will and what did; with a form for more."""
    today = timezone.localdate()
    form = StandstillForm(request.POST or None, initial={"begins": today})
    return form_page(
        request,
        form=form,
        action=lambda typed: actions.state_standstill(by=request.user, **typed),
        done=_("The rule is stated. Every library sees it."),
        page={
            "title": _("Hard times"),
            "do": _("State the rule"),
            "up": reverse("network_standstills"),
            "rules": Standstill.objects.all()[:50],
            "today": today,
        },
        template="network/standstills.html",
    )


@require_POST
@network_admin_only
def end(request: KopruRequest, pk: int) -> HttpResponse:
    """It holds no longer."""
    rule = get_object_or_404(Standstill, pk=pk)
    return carry_out(
        request,
        lambda: actions.end_standstill(standstill=rule, today=timezone.localdate()),
        done=_("The rule has ended."),
        to=reverse("network_standstills"),
    )
