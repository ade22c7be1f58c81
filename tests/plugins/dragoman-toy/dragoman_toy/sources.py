"""`.wire`: messages parted by a line `%%`, each with a first line `day | outlet`."""

from collections.abc import Iterator

from dragoman import InputError, RawArticle


def read_wire(data: bytes, where: str) -> Iterator[RawArticle | InputError]:
    """Yield an article for each message."""
    for number, message in enumerate(data.decode().split("\n%%\n"), 1):
        head, _, text = message.partition("\n")
        if "|" not in head:
            yield InputError(f"{where}:{number}", "The message has no head", "Begin it with `day | outlet`")
            continue
        day, outlet = (part.strip() for part in head.split("|"))
        yield RawArticle(text=text, published=day, outlet=outlet)
