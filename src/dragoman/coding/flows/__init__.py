"""Flows: what was lent, given, sold, shipped, owed or repaid, with its figure, its giver and its receiver."""
