"""An address in; out, the page that stands there, after all redirects and by leave of the site."""

import re
from typing import NamedTuple
from urllib.parse import urljoin

from protego import Protego

from pipeline.read.fetch import Fetched, FetchLimits, Reach
from pipeline.read.fetch_address import SAVE, Refused, Target, find_machines, read_address
from pipeline.read.fetch_http import Clock, Reply, Request, ask
from schemas.errors import ReadError

ROBOT = "evenbrief"
"""The name by which a robots.txt can address this program."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})

STATUS_SAYS = {
    401: f"it wants a password; {SAVE}",
    402: f"it wants to be paid for; {SAVE}",
    403: f"it is not given to programs; {SAVE}",
    404: "there is no such page; check the address",
    410: "the page is gone; check the address",
    429: "too many pages were asked for; try again later",
    451: f"it is withheld for legal reasons; {SAVE}",
}
"""What a status means to an editor. Source: RFC 9110, 6585 and 7725."""


class Trip(NamedTuple):
    """One fetch with all its requests, and what it has learnt: a name is looked up once."""

    limits: FetchLimits
    reach: Reach
    clock: Clock
    machines: dict[tuple[str, int], tuple[str, ...]]
    robots: dict[str, Protego | None]
    """By origin; `None` where there are no rules."""


def fetch_page(url: str, limits: FetchLimits, reach: Reach) -> Fetched:
    """As `fetch.fetch`."""
    trip = Trip(limits, reach, Clock(limits.seconds), {}, {})
    places = [url]
    try:
        return _follow(trip, places)
    except Refused as refused:
        on = f"sends on to {_shown(places[-1])}, which " if len(places) > 1 else ""
        raise ReadError(f"{_shown(url)}: {on}{refused}") from refused


def _shown(url: str) -> str:
    """An address as a sentence may show it: no password, nothing that moves a cursor, not long."""
    bare = re.sub(r"(?<=//)[^/?#]*@", "…@", url)[:200]
    return bare if bare.isprintable() else repr(bare)


def _follow(trip: Trip, places: list[str]) -> Fetched:
    """Fetch the last of the places, and add to them where it redirects."""
    while True:
        target = read_address(places[-1], trip.limits, trip.reach)
        _ask_leave(trip, target)
        reply = _get(trip, target)
        place = _redirect(target, reply)
        if not place:
            return _fetched(reply, target)
        if place in places:
            raise Refused(f"redirects in a circle; {SAVE}")
        if len(places) > trip.limits.redirects:
            raise Refused(f"redirects again, after {trip.limits.redirects} times; {SAVE}")
        places.append(place)


def _redirect(target: Target, reply: Reply) -> str:
    """Where an answer sends on to; empty where it does not."""
    if reply.status not in REDIRECTS or "location" not in reply.headers:
        return ""
    return urljoin(
        target.url, reply.headers["location"].encode("latin-1").decode("utf-8", "replace")
    )


def _fetched(reply: Reply, target: Target) -> Fetched:
    if reply.status != 200:
        says = STATUS_SAYS.get(reply.status, f"it gives no page; try again later, or {SAVE}")
        raise Refused(f"answers {reply.status}: {says}")
    kind, _, parameters = reply.headers.get("content-type", "").lower().partition(";")
    charset = parameters.partition("charset=")[2].partition(";")[0]
    return Fetched(reply.body, kind.strip(), charset.strip(" \"'"), target.url)


def _get(trip: Trip, target: Target) -> Reply:
    machines = _machines(trip, target)
    request = Request(target, machines, trip.limits.sent_bytes, authorities=trip.reach.authorities)
    return ask(request, trip.clock, trip.limits)


def _machines(trip: Trip, target: Target) -> tuple[str, ...]:
    key = (target.host, target.port)
    if key not in trip.machines:
        trip.machines[key] = find_machines(target, trip.reach, trip.clock.left())
    return trip.machines[key]


def _ask_leave(trip: Trip, target: Target) -> None:
    """Raise Refused where the site's robots.txt asks this program to stay away."""
    if target.origin not in trip.robots:
        trip.robots[target.origin] = _robots(trip, target)
    rules = trip.robots[target.origin]
    if rules is not None and not rules.can_fetch(target.url, ROBOT):
        raise Refused(f"asks programs not to read it (robots.txt); {SAVE}")


def _robots(trip: Trip, target: Target) -> Protego | None:
    """The site's rules. Without a robots.txt (4xx) there are none; unreachable, it forbids all.

    Source: RFC 9309, 2.3.1, read 2026-11-22: at least five redirects are followed, also to other
    hosts; after more it may be taken for missing.
    """
    place = target._replace(path="/robots.txt")
    for _ in range(trip.limits.redirects + 1):
        request = Request(
            place,
            _machines(trip, place),
            trip.limits.robots_bytes,
            is_cut=True,
            authorities=trip.reach.authorities,
        )
        reply = ask(request, trip.clock, trip.limits)
        if 200 <= reply.status < 300:
            return Protego.parse(reply.body.decode("utf-8-sig", "replace"))
        if 400 <= reply.status < 500:
            return None
        further = _redirect(place, reply)
        if not further:
            raise Refused(
                f"has a robots.txt that answers {reply.status}; try again later, or {SAVE}"
            )
        place = read_address(further, trip.limits, trip.reach)
    return None
