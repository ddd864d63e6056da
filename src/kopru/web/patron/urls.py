"""Addresses of the reader's portal."""

from django.urls import path, re_path

from kopru.web.patron import (
    account,
    asking,
    availability,
    by_hand,
    citing,
    copies,
    following,
    money,
    records,
    searching,
    sets,
    suggesting,
    titles,
)

urlpatterns = [
    path("", searching.home, name="home"),
    path("suggest/", suggesting.suggest, name="suggest"),
    path("title/<int:pk>/", titles.title, name="title"),
    path("title/<int:pk>/sources/", records.sources, name="title_sources"),
    path("title/<int:pk>/editions/", records.editions, name="title_editions"),
    path("title/<int:pk>/marc/", records.marc, name="title_marc"),
    path("title/<int:pk>/marc/<int:record>/", records.marc_file, name="title_marc_file"),
    re_path(
        r"^title/(?P<pk>\d+)/cite\.(?P<form>bib|ris)$", citing.citation_file, name="title_cite"
    ),
    path("title/<int:pk>/ask/", asking.ask, name="ask"),
    path("title/<int:pk>/availability/", availability.availability, name="title_availability"),
    path("ask/", by_hand.ask_by_hand, name="ask_by_hand"),
    path("requests/", following.patron_requests, name="patron_requests"),
    path("copies/<str:token>/", copies.for_partner, name="copy_for_partner"),
    path("copies/link/<str:signed>/", copies.by_link, name="copy_link"),
    path("requests/<str:number>/copy/instead/", copies.copy_instead, name="copy_instead"),
    path("requests/<str:number>/copy/", copies.open_copy, name="copy_open"),
    path("requests/sets/<str:number>/", sets.patron_set, name="patron_set"),
    path("requests/sets/<str:number>/cancel/", sets.patron_set_cancel, name="patron_set_cancel"),
    path("requests/<str:number>/", following.patron_request, name="patron_request"),
    path("requests/<str:number>/answer/", following.patron_answer, name="patron_answer"),
    path("requests/<str:number>/cancel/", following.patron_cancel, name="patron_cancel"),
    path("requests/<str:number>/condition/", following.patron_condition, name="patron_condition"),
    path("requests/<str:number>/renew/", following.patron_renew, name="patron_renew"),
    path("requests/<str:number>/again/", following.ask_again, name="ask_again"),
    path("account/ask/", account.ask_for_account, name="ask_for_account"),
    path("account/asked/", account.account_asked, name="account_asked"),
    path("account/card/", account.patron_card, name="patron_card"),
    path("account/owed/", money.patron_money, name="patron_money"),
    path("account/card/download/", account.card_download, name="card_download"),
    path("privacy/", account.privacy, name="privacy"),
]
