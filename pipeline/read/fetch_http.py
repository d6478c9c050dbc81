"""One request to machines that were checked before in, the server's answer out.

httpcore2 (BSD licence) speaks HTTP/1.1. It is given a network of ours, which knows no names, only
these machines, and which ends when the time is over, however slowly bytes drip in.
"""

import ssl
import time
from collections.abc import Iterable
from typing import Any, NamedTuple, NoReturn

import httpcore2

from pipeline.read.fetch import FetchLimits
from pipeline.read.fetch_address import SAVE, Refused, Target
from pipeline.read.gunzip import Damaged, TooMuch, inflate, inflate_beginning
from schemas.version import VERSION

USER_AGENT = f"evenbrief/{VERSION}"
ACCEPT = (
    "text/html,application/xhtml+xml,application/pdf,text/plain,application/xml;q=0.9,*/*;q=0.5"
)

CONNECT_SECONDS = 10.0
"""For each of a name's machines, until the next one is tried."""

UNREAD_TYPES = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "model/")
"""Beginnings of content types of which not even the body is fetched."""


class Reply(NamedTuple):
    """One answer of a server."""

    status: int
    headers: dict[str, str]
    """By names in lower case."""
    body: bytes


class Clock:
    """Counts down from the moment it is made."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """The seconds that are left, `most` at most; raises Refused where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Refused(f"takes more than {self._seconds:g} seconds; try again, or {SAVE}")
        return left if most is None else min(most, left)


class Request(NamedTuple):
    """What to ask, whom, and how much may come back."""

    target: Target
    machines: tuple[str, ...]
    most_bytes: int
    is_cut: bool = False
    """Is the beginning enough where there is more?"""
    authorities: str = ""


def ask(request: Request, clock: Clock, limits: FetchLimits) -> Reply:
    """The answer to one GET; raises Refused where none comes, or too much."""
    target = request.target
    headers = [
        ("Host", target.authority),
        ("User-Agent", USER_AGENT),
        ("Accept", ACCEPT),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ]
    url = httpcore2.URL(
        scheme=target.scheme.encode(), host=target.host.encode(), port=target.port,
        target=target.path.encode(),
    )  # fmt: skip
    trust = ssl.create_default_context(cafile=request.authorities) if request.authorities else None
    network = _Network(request.machines, clock)
    try:
        with (
            httpcore2.ConnectionPool(ssl_context=trust, network_backend=network) as pool,
            pool.stream("GET", url, headers=headers) as response,
        ):
            return _take(response, request, limits)
    except httpcore2.ConnectError as error:
        _explain(error)
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise Refused("breaks off, or does not speak HTTP; try again later") from error
    except httpcore2.TimeoutException as error:
        clock.left()
        raise Refused(f"does not answer in time; try again, or {SAVE}") from error


def _take(response: httpcore2.Response, request: Request, limits: FetchLimits) -> Reply:
    headers = {
        key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers
    }
    if 300 <= response.status < 400:
        return Reply(response.status, headers, b"")
    kind = headers.get("content-type", "").lower()
    if response.status == 200 and kind.startswith(UNREAD_TYPES):
        raise Refused(f"is {kind.partition(';')[0]!r}, which is not read; give an article")
    body = bytearray()
    for piece in response.iter_stream():
        body += piece
        if len(body) > request.most_bytes:
            if request.is_cut:
                break
            raise Refused(
                f"sends more than {request.most_bytes:,} bytes; give one article, not a collection"
            )
    packing = headers.get("content-encoding", "").strip().lower()
    return Reply(response.status, headers, _unpack(bytes(body), packing, request, limits))


def _unpack(body: bytes, packing: str, request: Request, limits: FetchLimits) -> bytes:
    """The body as it was before it was packed, no more of it than the request is for."""
    if packing in {"", "identity"} or not body:
        return body[: request.most_bytes] if request.is_cut else body
    if packing not in {"gzip", "x-gzip"}:
        raise Refused(f"comes packed as {packing!r}, which was not asked for; {SAVE}")
    try:
        if request.is_cut:
            return inflate_beginning(body, request.most_bytes)
        return inflate(body, limits.unpacked_bytes)
    except TooMuch as error:
        raise Refused(f"unpacks to far too much; {SAVE}") from error
    except Damaged as error:
        raise Refused("comes packed and damaged; try again later") from error


def _explain(error: httpcore2.ConnectError) -> NoReturn:
    """Why there is no connection; httpcore2 wraps the error of the system."""
    bottom = error.args[0] if error.args else None
    if isinstance(bottom, ssl.SSLCertVerificationError):
        raise Refused(f"has no valid certificate ({bottom.verify_message}); {SAVE}") from error
    if isinstance(bottom, ssl.SSLError):
        raise Refused(f"does not speak TLS as it should ({bottom.reason}); {SAVE}") from error
    reason = bottom.strerror if isinstance(bottom, OSError) else ""
    raise Refused(f"cannot be reached ({reason or bottom}); try again, or {SAVE}") from error


class _Network(httpcore2.NetworkBackend):
    """Connects to the machines it was given, whatever the name."""

    def __init__(self, machines: tuple[str, ...], clock: Clock) -> None:
        self._machines = machines
        self._clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first of the machines that takes one."""
        system = httpcore2.SyncBackend()
        for machine in self._machines[:-1]:
            try:
                stream = system.connect_tcp(machine, port, self._clock.left(CONNECT_SECONDS))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
            return _Stream(stream, self._clock)
        stream = system.connect_tcp(self._machines[-1], port, self._clock.left(CONNECT_SECONDS))
        return _Stream(stream, self._clock)


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step ends with the time of the whole."""

    def __init__(self, stream: httpcore2.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """The same connection, sealed; the certificate must be that of the name."""
        seconds = self._clock.left(timeout)
        sealed = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return _Stream(sealed, self._clock)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore2 asks of a connection."""
        return self._stream.get_extra_info(info)
