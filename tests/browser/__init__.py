"""The built book in a real browser: what a reader would notice."""
