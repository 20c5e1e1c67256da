"""What customers wrote, in the workspace: read as a job, searched, sorted, corrected, and pinned to maps."""
