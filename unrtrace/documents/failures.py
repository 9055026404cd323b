"""Why a file could not be read, in one line for its user, whatever was raised.

>>> reason_of(DocumentError("is empty: get the file again")), reason_of(FileNotFoundError(2, "No such file"))
('is empty: get the file again', 'cannot be read: No such file')
"""

from unrtrace.documents.decoding import DocumentError

MAX_DETAIL = 200  # characters of the message of an unexpected error


def reason_of(error: Exception) -> str:
    """Return one line that says why a file could not be read, and what to do where that is known."""
    if isinstance(error, DocumentError):
        return str(error)
    if isinstance(error, MemoryError):
        return "needs more memory than there is: split it"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    what = " ".join(f"{type(error).__name__}: {error}".split())[:MAX_DETAIL]
    return f"could not be read, by a defect of unrtrace or of a library ({what}): please report it with the file"
