"""An address in; out, its parts and the machines to speak to, or why it must not be spoken to.

A server that fetches what it is told to can be told to fetch from its own network. So a name is
looked up once, every machine it stands for must be public, and only these are connected to.
"""

import ipaddress
import re
import socket
import threading
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from pipeline.read.fetch import FetchLimits, Reach

SAVE = "open it in the browser, save the page and give its file"

PORTS = {"http": 80, "https": 443}

NOT_PUBLIC = tuple(
    ipaddress.ip_network(each)
    for each in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "168.63.129.16/32",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
    )
)
"""What `is_global` lets through in one version of Python or another, besides multicast: protocol
assignments, 6to4 relays, the host of an Azure machine, Teredo and its neighbours, 6to4, examples.

Source: the IANA special-purpose address registries, read 2026-11-22.
"""

PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
"""Nothing else is given out; NAT64 (64:ff9b::/96), IPv4 in IPv6 and site-local ones lie outside."""

_PATH_CHARACTERS = "/%:@!$&'()*+,;=-._~"
_BAD = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"{}|^`\u2028\u2029]")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(Exception):
    """An address cannot or may not be fetched; the reason goes on from the address itself."""


class Target(NamedTuple):
    """The parts of an address that a request needs."""

    scheme: str
    host: str
    """In ASCII and lower case, without brackets."""
    port: int
    path: str
    """With the query, in ASCII."""

    @property
    def origin(self) -> str:
        """`https://wire.example`, with the port where that is not the scheme's own."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """`wire.example`, `wire.example:8080` or `[2001:db8::1]`: what `Host` says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.path


def read_address(url: str, limits: FetchLimits, reach: Reach) -> Target:
    """The parts of an address; raises Refused where it is none that is fetched."""
    if len(url) > limits.address_characters:
        raise Refused(f"is longer than {limits.address_characters} characters; check the address")
    if _BAD.search(url):
        raise Refused("holds a character that no address has; check the address")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    except ValueError as error:
        raise Refused("is no web address; check it") from error
    if parts.scheme not in PORTS:
        raise Refused("is no web address; give one that begins with https:// or http://")
    if "@" in parts.netloc:
        raise Refused("names a user or password; give the address without them")
    if not host or "%" in host:
        raise Refused("names no host; check the address")
    port = PORTS[parts.scheme] if port is None else port
    if port not in {*PORTS.values(), *reach.loopback_ports}:
        raise Refused(f"asks for port {port}, and only 80 and 443 are used; {SAVE}")
    path = quote(parts.path or "/", safe=_PATH_CHARACTERS)
    query = quote(parts.query, safe=_PATH_CHARACTERS + "?")
    return Target(parts.scheme, host, port, f"{path}?{query}" if parts.query else path)


def find_machines(target: Target, reach: Reach, seconds: float) -> tuple[str, ...]:
    """The numeric addresses to connect to; raises Refused where one of them is not public."""
    resolve = reach.resolve or _ask_system
    found: list[str] = []
    problems: list[OSError] = []

    def look_up() -> None:
        try:
            found.extend(resolve(target.host, target.port))
        except OSError as error:
            problems.append(error)

    thread = threading.Thread(target=look_up, daemon=True)  # A look-up knows no time limit.
    thread.start()
    thread.join(max(seconds, 0.0))
    if thread.is_alive():
        raise Refused("has a name that takes too long to look up; try again later")
    if problems or not found:
        reason = problems[0].strerror if problems else ""
        raise Refused(
            f"has a name that cannot be found ({reason or 'no address'}); check the address"
        )
    for each in found:
        if not _may_speak_to(each, target.port, reach):
            raise Refused(f"stands at {each}, which is no public address; {SAVE}")
    return tuple(dict.fromkeys(found))


def is_public(address: Address) -> bool:
    """Is this a machine of the open internet? IPv4 mapped into IPv6 is judged as IPv4."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address not in PUBLIC_IPV6:
            return False
    if any(address.version == net.version and address in net for net in NOT_PUBLIC):
        return False
    return address.is_global and not address.is_multicast


def _may_speak_to(text: str, port: int, reach: Reach) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return is_public(address) or (address.is_loopback and port in reach.loopback_ports)


def _ask_system(host: str, port: int) -> list[str]:
    """As the system finds them, in its order."""
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
