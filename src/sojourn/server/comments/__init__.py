"""What people say to one another about a map, beside its document."""
