"""The reader's own requests: open ones first, one word each, and the story of each."""

from datetime import date

from kopru.requests.models import PatronRequest
from kopru.requests.patron_view import SEVEN, VIEWS, View


def row_of(request: PatronRequest) -> dict[str, object]:
    """One request as a list shows it: its word, what comes next, and the day that matters now."""
    view: View = VIEWS[request.state]
    return {"request": request, "view": view, "date": day_that_matters(request), "steps": SEVEN}


def day_that_matters(request: PatronRequest) -> tuple[str, date] | None:
    """A code for what the day is ("collect", "due", "reply", "expected") and the day itself."""
    current = request.current
    days = {
        "ready": ("collect", request.collect_by),
        "with_reader": ("due", request.due_date),
        "needs_info": ("reply", request.reply_by),
        "on_its_way": ("expected", current.expected_on if current else None),
    }
    code, day = days.get(request.state, ("", None))
    return (code, day) if day else None
