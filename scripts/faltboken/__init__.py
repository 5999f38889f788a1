"""Fältboken: the code behind the handbook.

The modules here know nothing of Sphinx; `faltboken.sphinx_ext` is the only package that imports it.
"""

__version__ = "1.0"
