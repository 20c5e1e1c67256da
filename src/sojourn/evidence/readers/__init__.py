"""One module a format: rows of a file in batches. Run by ``readers.process`` in a limited process of its
own."""
