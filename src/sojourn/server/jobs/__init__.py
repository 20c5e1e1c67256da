"""Long work outside the request: progress, cancel, survival of a restart."""
