"""Sojourn and its peers, each asked the standard questions in its own best form.

A side is a class with ``name``, ``open(data)``, and one method for each question that it can answer. Every
method works the whole answer out and gives back a check: a few integers that all sides must agree on.
"""
