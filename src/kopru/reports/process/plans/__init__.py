"""The drawings as plans: which steps of the tables stand where, for a library's rules."""

from kopru.libraries.policy.terms import Terms
from kopru.reports.process.content import Process
from kopru.reports.process.plans.cases import cases_beside, rules_of
from kopru.reports.process.plans.copying import copy_chart
from kopru.reports.process.plans.lending import lending_chart
from kopru.reports.process.plans.requesting import requesting_chart


def process_of(terms: Terms) -> Process:
    """The process of a library with these rules, as requester and as supplier.

    :raises NoSuchStep: where a plan names a step that the tables no longer have
    """
    charts = tuple(
        chart
        for chart in (requesting_chart(terms), copy_chart(terms), lending_chart(terms))
        if chart
    )
    return Process(charts, cases_beside(charts), rules_of(terms))
