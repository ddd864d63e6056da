"""The official process document: what is signed is what runs.

Drawn from the lifecycle tables and a library's rules of a day (`plans`), laid out by lanes and rows
(`drawing`), printed, exported as BPMN 2.0, and kept by revisions.
"""
