"""`dragoman serve`: the record's pages on this machine. Routes, security and judging are here; what a page shows is in `showing/pages/`."""
