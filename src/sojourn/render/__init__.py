"""A map as a file: SVG, PNG, PDF, HTML, YAML; one layout for all."""
