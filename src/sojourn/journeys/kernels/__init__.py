"""Number crunching on plain arrays: no domain objects, no files. The behaviours are numbered in SPEC.md."""
