"""Addresses of the network's administrators, under `network/`."""

from django.urls import include, path

from kopru.web.network import libraries, shared, sources, standstills, targets

urlpatterns = [
    path("", libraries.index, name="network"),
    path("add/", libraries.add, name="network_add"),
    path("days/", shared.days, name="network_days"),
    path("days/open/", shared.open_days, name="network_open_days"),
    path("hard-times/", standstills.index, name="network_standstills"),
    path("hard-times/<int:pk>/end/", standstills.end, name="network_standstill_end"),
    path("catalogues/", targets.index, name="network_targets"),
    path("people/", shared.people, name="network_people"),
    path("people/invite/", shared.invite, name="network_people_invite"),
    path("people/<int:pk>/remove/", shared.remove_person, name="network_person_remove"),
    path("sources/", include(sources.urlpatterns)),
    path("<int:pk>/", libraries.library, name="network_library"),
    path("<int:pk>/edit/", libraries.edit, name="network_library_edit"),
    path("<int:pk>/switch/", libraries.switch, name="network_library_switch"),
    path("<int:pk>/invite/", libraries.invite, name="network_library_invite"),
    path("<int:pk>/branches/add/", libraries.branch, name="network_branch_add"),
    path("<int:pk>/branches/<int:branch_pk>/", libraries.branch, name="network_branch"),
    path(
        "<int:pk>/branches/<int:branch_pk>/remove/",
        libraries.remove_branch,
        name="network_branch_remove",
    ),
    path(
        "<int:pk>/people/<int:member_pk>/remove/",
        libraries.remove_administrator,
        name="network_administrator_remove",
    ),
]
