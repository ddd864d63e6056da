"""What a message says in one line of the standard's own codes."""

from kopru.protocols import iso18626 as iso


def says(message: iso.Confirmable) -> tuple[str, str, str]:
    """Its kind, its codes ("StatusChange · Loaned"), and its note."""
    if isinstance(message, iso.Request):
        service = message.service_info
        kind = service.request_type if service and service.request_type else "New"
        return "Request", str(kind), service.note if service else ""
    if isinstance(message, iso.SupplyingAgencyMessage):
        info = message.message_info
        words = [str(info.reason), str(message.status_info.status)]
        if info.answer is not None:
            words.insert(1, "Y" if info.answer else "N")
        if info.reason_unfilled:
            words.append(info.reason_unfilled)
        return "SupplyingAgencyMessage", " · ".join(words)[:80], info.note
    return "RequestingAgencyMessage", str(message.action), message.note
