"""What a page shows, as values made from the record, and its template.

`dragoman serve` and `dragoman report` use the same; a page is a file of its own.
"""
