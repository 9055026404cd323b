"""Messages over the pipes between a process and its children: byte strings, each preceded by its length.

>>> from io import BytesIO
>>> pipe = BytesIO()
>>> write_frames(pipe, b"first", b"")
>>> _ = pipe.seek(0)
>>> read_frame(pipe), read_frame(pipe), read_frame(pipe)
(b'first', b'', None)
"""

import struct
from typing import IO

LENGTH = struct.Struct("<Q")


def write_frames(pipe: IO[bytes], *frames: bytes) -> None:
    """Write byte strings and flush the pipe. Raise `OSError` if its other end is closed."""
    for frame in frames:
        pipe.write(LENGTH.pack(len(frame)))
        pipe.write(frame)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """Return the next byte string; None if the other end of the pipe was closed before it was complete."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    frame = pipe.read(length)
    return frame if len(frame) == length else None
