"""Maps against reality: real journeys replayed on them, and events suggested for their steps."""
