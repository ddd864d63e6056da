"""Künye: from the words of a reader's mail to citations. Pure Python, no models.

`clean_body` finds what the reader wrote, `read_mail` what they ask for.
"""

from kopru.intake.kunye.body import CleanBody, clean_body
from kopru.intake.kunye.draft import ReadItem
from kopru.intake.kunye.reading import Reading, read_mail

__all__ = ["CleanBody", "ReadItem", "Reading", "clean_body", "read_mail"]
