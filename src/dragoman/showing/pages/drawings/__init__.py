"""Drawings: pure functions from data to coordinates; the templates beside the pages' draw them as SVG, each with its sentence and its table."""
