"""What the demo network is made of: works, libraries, people, records and readers' mails.

Pure data and pure functions: nothing here reads the clock, the database or the network,
and the same call gives the same bytes every time. The titles and authors are real; the
editions (year, pages, ISBN) are illustrations, and libraries and people are invented.
"""
