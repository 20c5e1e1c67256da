"""Questions to the journey log over HTTP."""
