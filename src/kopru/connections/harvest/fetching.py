"""A provider's pages, through the one door out: what went wrong as a harvest has to take it.

FetchTrouble           with a code of `troubles`
├── Later              try again, not before `after` seconds
└── Never              a person must look at it
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from kopru.connections.errors import ConnectionTrouble, Garbled, Refused, Unreachable
from kopru.connections.outbound import Busy, Fetched, Forbidden, TooBig, fetch
from kopru.protocols.oaipmh.answers import MOST_BYTES

#: for one page, from the name look-up to the last byte
SECONDS = 120.0
#: a provider that asks for more gets this
LONGEST_WAIT = 86_400.0
_BUSY_WAIT = {408, 425, 429}
_HEADERS = {"Accept": "text/xml, application/xml"}


class FetchTrouble(ConnectionTrouble):
    """A page could not be had."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Later(FetchTrouble):
    """It may be had later, not before `after` seconds."""

    retry = True

    def __init__(self, code: str, detail: str, *, after: float = 0) -> None:
        super().__init__(code, detail)
        self.after = min(after, LONGEST_WAIT)


class Never(FetchTrouble):
    """It will not be had until a person changes something."""


@dataclass(slots=True)
class Fetcher:
    """Fetches pages of the provider at `address`."""

    address: str
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES

    def fetch(self, arguments: Mapping[str, str]) -> Fetched:
        """The answer to `arguments`.

        :raises Later: no answer, a busy or broken server
        :raises Never: a private address, an answer that is too big, a refusal
        """
        mark = "&" if "?" in self.address else "?"
        url = f"{self.address}{mark}{urlencode(arguments)}"
        try:
            answer = fetch(url, seconds=self.seconds, most_bytes=self.most_bytes, headers=_HEADERS)
        except Forbidden as error:
            raise Never("private", str(error)) from error
        except TooBig as error:
            raise Never("too_big", str(error)) from error
        except Busy as error:
            raise Later("busy", str(error), after=error.after) from error
        except (Refused, Garbled) as error:
            raise Never("not_oai", str(error)) from error
        except Unreachable as error:
            raise Later("unreachable", str(error)) from error
        return _checked(answer)


def _checked(answer: Fetched) -> Fetched:
    """The answer, if it may be one of the protocol: some send its errors with a status of HTTP's."""
    if answer.status in _BUSY_WAIT:
        raise Later("busy", f"HTTP {answer.status}", after=answer.retry_after)
    if answer.status >= 400 and "xml" not in answer.type:
        raise Never("refused", f"HTTP {answer.status}")
    return answer
