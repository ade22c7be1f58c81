"""Dragoman reads the news and keeps the record of dealings between states."""

__version__ = "0.1.0"
