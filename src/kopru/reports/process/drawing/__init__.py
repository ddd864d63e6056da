"""Drawings laid out: lanes as columns, one node a row, the text beside it; and written as SVG."""
