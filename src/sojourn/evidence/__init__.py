"""1. Evidence: readers of files, recognition of columns, quality, and the simulator."""
