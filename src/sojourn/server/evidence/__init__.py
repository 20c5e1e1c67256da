"""Uploads, imports and sources over HTTP."""
