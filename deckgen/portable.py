"""Text whose bytes do not depend on the machine it was checked out on: whatever enters a digest or a package comes through here."""

_BOM = b"\xef\xbb\xbf"


def portable(data: bytes) -> bytes:
    r"""UTF-8 without a byte order mark and with `\n` as line ends; what is not UTF-8 stays as it is.

    Git for Windows turns every `\n` into `\r\n` on checkout unless it is told not to, and editors there add the mark.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    return data.removeprefix(_BOM).replace(b"\r\n", b"\n")
