"""Maintainers' scripts: the example case, the reference pages, the walks of the documentation."""
