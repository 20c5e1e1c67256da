"""Opportunities over HTTP."""
