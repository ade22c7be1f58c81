"""Statements: who said what, in whose words, and who is quoted by whom."""
