"""Tells people, in the app and by mail, what others did that concerns them."""
