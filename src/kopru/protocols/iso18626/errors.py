"""
What can be wrong with bytes that should be an ISO 18626 message:

NotISO18626
├── NotXML         not well-formed, or empty (answer HTTP 400)
├── TooLarge       more bytes than we take (answer HTTP 413)
├── Hostile        a DTD, or shaped to exhaust the reader (answer HTTP 400)
├── Garbled        XML, but not the structure of a message
└── Unrecognised   the structure is right, one value is not understood

Each carries the ErrorType a confirmation should report and the element at fault. For
the last two, `sender_said` and `message` tell what could still be read, so that
`confirm_unread` can answer with the right confirmation.
"""

from .codes import ErrorType
from .values import Confirmable, ErrorData, Header


class NotISO18626(Exception):
    """The bytes are no ISO 18626 message that we can act on."""

    def __init__(
        self,
        error_type: ErrorType = ErrorType.BADLY_FORMED_MESSAGE,
        element: str = "",
        value: str = "",
        *,
        detail: str = "",
    ) -> None:
        self.error_type = error_type
        self.element = element
        self.value = value[:_LONGEST_ECHO]
        self.detail = detail
        #: the class of the message, where its root could be told
        self.message: type[Confirmable] | None = None
        #: its header, where that could be read
        self.sender_said: Header | None = None
        super().__init__(self.error_data.value or self.__doc__)

    @property
    def error_data(self) -> ErrorData:
        """The error for a confirmation: the bare code for an action or a reason, else
        the element with its value (pack.md 2.2)."""
        return ErrorData(self.error_type, self._words())

    def _words(self) -> str:
        if self.error_type in _CODE_ALONE:
            return self.value
        return ": ".join(part for part in (self.element, self.value or self.detail) if part)


#: a peer's own words go back to it no longer than this many characters
_LONGEST_ECHO = 200
_CODE_ALONE = {
    ErrorType.UNSUPPORTED_ACTION_TYPE,
    ErrorType.UNSUPPORTED_REASON_FOR_MESSAGE_TYPE,
}


class NotXML(NotISO18626):
    """The bytes are not well-formed XML."""


class TooLarge(NotISO18626):
    """The message has more bytes than we take."""


class Hostile(NotISO18626):
    """The XML carries a DTD or is shaped to exhaust its reader."""


class Garbled(NotISO18626):
    """The XML does not have the structure of an ISO 18626 message."""


class Unrecognised(NotISO18626):
    """One value of the message is not understood."""

    def __init__(
        self,
        element: str,
        value: str,
        error_type: ErrorType = ErrorType.UNRECOGNISED_DATA_VALUE,
    ) -> None:
        super().__init__(error_type, element, value)
