"""Two maps side by side, in any of their states."""
