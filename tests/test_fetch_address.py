"""Which addresses are fetched from, and which machines are spoken to."""

import ipaddress
import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.fetch import FETCH_LIMITS, INTERNET, Reach
from pipeline.read.fetch_address import Refused, find_machines, is_public, read_address

PUBLIC = [
    "93.184.216.34",
    "8.8.8.8",
    "1.1.1.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.167.255.255",
    "198.17.255.255",
    "100.63.255.255",
    "100.128.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001::1",
    "::ffff:8.8.8.8",
]

NOT_PUBLIC = {
    "0.0.0.0": "this host",
    "0.1.2.3": "this network",
    "10.0.0.1": "private",
    "100.64.0.1": "shared, neither private nor global",
    "100.100.100.200": "a cloud's metadata",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "168.63.129.16": "the host of an Azure machine, a public number",
    "169.254.169.254": "a cloud's metadata",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.8": "protocol assignments",
    "192.0.0.192": "a cloud's metadata",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4 relays",
    "192.168.1.1": "private",
    "198.18.0.1": "benchmarks",
    "198.51.100.1": "documentation",
    "203.0.113.1": "documentation",
    "224.0.0.1": "multicast, global to Python",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "broadcast",
    "::": "none",
    "::1": "loopback",
    "::127.0.0.1": "IPv4 in IPv6, of old",
    "::ffff:127.0.0.1": "mapped; not loopback to Python",
    "::ffff:10.0.0.1": "mapped",
    "::ffff:169.254.169.254": "mapped",
    "::ffff:100.64.0.1": "mapped",
    "::ffff:224.0.0.1": "mapped",
    "64:ff9b::7f00:1": "NAT64 of 127.0.0.1, global to Python",
    "64:ff9b::808:808": "NAT64",
    "64:ff9b:1::1": "NAT64 of one's own",
    "100::1": "discarded",
    "2001::1": "Teredo",
    "2001:0:53aa:64c::": "Teredo",
    "2001:2::1": "benchmarks",
    "2001:20::1": "ORCHID",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "6to4 of 127.0.0.1, global to Python",
    "2002:a00:1::1": "6to4 of 10.0.0.1",
    "3fff::1": "documentation",
    "5f00::1": "segment routing",
    "fc00::1": "private",
    "fd00:ec2::254": "a cloud's metadata",
    "fe80::1": "the link",
    "fec0::1": "the site, of old",
    "ff02::1": "multicast",
}


@pytest.mark.parametrize("address", PUBLIC)
def test_machines_of_the_open_internet_are_public(address: str) -> None:
    """Also next to the blocks that are not, and mapped into IPv6."""
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_all_other_machines_are_not(address: str) -> None:
    """Every special block, and IPv4 in whatever form of IPv6."""
    assert not is_public(ipaddress.ip_address(address)), NOT_PUBLIC[address]


@given(st.ip_addresses(v=4))
def test_no_special_ipv4_is_public_in_any_dress(address: ipaddress.IPv4Address) -> None:
    """Mapped it is judged as itself; in NAT64, 6to4 and Teredo it is never public."""
    number = int(address)
    mapped = ipaddress.IPv6Address((0xFFFF << 32) | number)

    assert is_public(mapped) == is_public(address)
    assert not is_public(address) or address.is_global
    for dressed in ((0x64FF9B << 96) | number, (0x2002 << 112) | (number << 80), number):
        assert not is_public(ipaddress.IPv6Address(dressed))
    assert not is_public(ipaddress.IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF)))


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("https://wire.example", "wire.example", "/"),
        ("HTTPS://Wire.Example:443/A?b=c#d", "wire.example", "/A?b=c"),
        ("http://wire.example:80/a%20b/é", "wire.example", "/a%20b/%C3%A9"),
        ("https://müller.example/x?y=ü", "xn--mller-kva.example", "/x?y=%C3%BC"),
        ("https://wire.example:80/", "wire.example:80", "/"),
        ("https://[2A00:1450::1]/", "[2a00:1450::1]", "/"),
        (
            "https://wire.example/a/../b?u=http://x.example/",
            "wire.example",
            "/a/../b?u=http://x.example/",
        ),
    ],
)
def test_an_address_is_taken_apart(url: str, authority: str, path: str) -> None:
    """Host in ASCII, path in ASCII, no fragment."""
    target = read_address(url, FETCH_LIMITS, INTERNET)

    assert (target.authority, target.path) == (authority, path)
    assert target.url == f"{target.scheme}://{authority}{path}"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (
            "ftp://wire.example/a",
            "is no web address; give one that begins with https:// or http://",
        ),
        ("file:///etc/passwd", "is no web address"),
        ("gopher://wire.example/", "is no web address"),
        ("javascript:alert(1)", "is no web address"),
        ("wire.example/a", "is no web address"),
        ("//wire.example/a", "is no web address"),
        ("https:///a", "names no host"),
        ("https://", "names no host"),
        ("https://a@wire.example/", "names a user or password; give the address without them"),
        ("https://a:b@wire.example/", "names a user or password"),
        ("https://@wire.example/", "names a user or password"),
        ("https://wire.example:22/", "asks for port 22, and only 80 and 443 are used"),
        ("https://wire.example:8080/", "asks for port 8080"),
        ("https://wire.example:0/", "asks for port 0"),
        ("https://wire.example:99999/", "is no web address; check it"),
        ("https://wire.example:x/", "is no web address"),
        ("https://[::1", "is no web address"),
        ("https://[fe80::1%25eth0]/", "names no host"),
        ("https://" + "a" * 64 + ".example/", "is no web address"),
        ("https://wire.example/\r\nX: y", "holds a character that no address has"),
        ("https://wire.example\\@other.example/", "holds a character that no address has"),
        ("https://wire.example/a b", "holds a character that no address has"),
        ("https://wire.example\t/", "holds a character that no address has"),
        ("https://wire.example/" + "a" * 4000, "is longer than 4000 characters"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str, says: str) -> None:
    """Other schemes, ports, users and tricks of spelling."""
    with pytest.raises(Refused) as refused:
        read_address(url, FETCH_LIMITS, INTERNET)

    assert str(refused.value).startswith(says)


def reach(*addresses: str, ports: frozenset[int] = frozenset()) -> Reach:
    """A network in which every name stands for these machines."""
    return Reach(resolve=lambda host, port: list(addresses), loopback_ports=ports)


def machines(network: Reach, url: str = "https://wire.example/") -> tuple[str, ...]:
    """What is connected to."""
    return find_machines(read_address(url, FETCH_LIMITS, network), network, 5)


def test_every_machine_of_a_name_must_be_public() -> None:
    """One that is not is enough to stay away."""
    assert machines(reach("8.8.8.8", "2a00:1450::1", "8.8.8.8")) == ("8.8.8.8", "2a00:1450::1")

    for bad in ("10.0.0.1", "::ffff:7f00:1", "fe80::1%eth0", "nonsense"):
        with pytest.raises(Refused, match=f"stands at {bad}, which is no public address"):
            machines(reach("8.8.8.8", bad))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://１２７.０.０.１/",
        "http://localhost/",
        "http://0/",
    ],
)
def test_this_machine_is_found_under_all_its_names(url: str) -> None:
    """The system's own look-up decides what a number means, and the answer is judged."""
    with pytest.raises(Refused, match=r"no public address|cannot be found"):
        machines(INTERNET, url)


def test_this_machine_is_spoken_to_only_at_ports_that_a_test_names() -> None:
    """And no other machine is, at whatever port."""
    ports = frozenset({8081})
    assert machines(reach("127.0.0.1", ports=ports), "http://wire.example:8081/") == ("127.0.0.1",)

    with pytest.raises(Refused, match=r"stands at 127\.0\.0\.1"):
        machines(reach("127.0.0.1", ports=ports))
    with pytest.raises(Refused, match=r"stands at 10\.0\.0\.1"):
        machines(reach("10.0.0.1", ports=ports), "http://wire.example:8081/")


def test_a_name_that_cannot_be_found_or_takes_too_long_is_refused() -> None:
    """In a sentence, and in time."""

    def nothing(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    def slow(host: str, port: int) -> list[str]:
        time.sleep(1)
        return []

    with pytest.raises(Refused, match=r"cannot be found \(Name or service not known\); check"):
        machines(Reach(resolve=nothing))
    with pytest.raises(Refused, match=r"cannot be found \(no address\)"):
        machines(reach())
    network = Reach(resolve=slow)
    with pytest.raises(Refused, match="takes too long to look up; try again later"):
        find_machines(read_address("http://wire.example/", FETCH_LIMITS, network), network, 0.05)
