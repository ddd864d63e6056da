"""What can go wrong between us and another system:

ConnectionTrouble
├── Unreachable        try again later
├── Refused            they understood us and said no
└── Garbled            we did not understand their answer
"""


class ConnectionTrouble(Exception):
    """The other system could not do what we asked."""

    retry = False

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.__doc__)


class Unreachable(ConnectionTrouble):
    """The other system did not answer in time."""

    retry = True


class Refused(ConnectionTrouble):
    """The other system understood us and said no."""


class Garbled(ConnectionTrouble):
    """The other system answered with something we cannot read."""
