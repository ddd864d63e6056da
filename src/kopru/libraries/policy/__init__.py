"""What a library states once as data: its terms, the clauses that change them, and what follows. Pure.

`terms` are the parameters, `clauses` when others hold, `deciding` what they say of one
request, `saying` how they read, `doubtful` what contradicts itself in them.
"""
