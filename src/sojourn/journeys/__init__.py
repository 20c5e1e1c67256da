"""2. Journeys: what customers did, asked of an indexed log."""
