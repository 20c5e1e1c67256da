"""Segments over HTTP: saved ones, counts while somebody types, and what can be said."""
