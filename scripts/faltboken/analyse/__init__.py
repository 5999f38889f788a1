"""Analyses that the notebooks call and explain; nothing here imports Sphinx."""
