"""Relations: who holds which office, who belongs to what."""
