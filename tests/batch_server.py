"""An imitation of a provider's files and batches on loopback: the model server with a slow side.

A batch moves on by one status each time it is looked at, so that tests need no clock. `Fates` say
what befalls its lines; a line that is answered is answered by the script, in the envelope that a
chat completion has, and charged. Files come back in another order than they were sent in.

    with BatchServer(plays(habit)) as server: ...
"""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.model_server import ModelServer, Reply, Request, Script, fails

STATUSES = ("validating", "in_progress", "finalizing")
"""Looked at in turn before a batch ends."""

Line = Mapping[str, Any]
ANSWER, EXPIRE, BREAK, REFUSE, LOSE = "answer", "expire", "break", "refuse", "lose"
"""What may befall a line: answered, not reached in time, a 500, a 400, in no file at all."""

Fates = Callable[[int, Sequence[Line]], Sequence[str]]
"""Which batch, from 0, and its lines in; a fate for each line out."""


def all_answered(batch: int, lines: Sequence[Line]) -> Sequence[str]:
    """The kindest fate."""
    return [ANSWER] * len(lines)


@dataclass
class Batch:
    """A batch as the server holds it; it changes as it is looked at."""

    id: str
    lines: list[Line]
    metadata: Mapping[str, str]
    status: str = STATUSES[0]
    looks: int = 0
    output: str = ""
    errors: str = ""
    code: str = ""
    """Why the whole file was refused."""


@dataclass
class Shelves:
    """What was uploaded and made."""

    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, Batch] = field(default_factory=dict)


class BatchServer(ModelServer):
    """The server; use it as a `with` block."""

    def __init__(
        self,
        script: Script,
        fates: Fates = all_answered,
        refuses: Callable[[int, Sequence[Line]], str] = lambda batch, lines: "",
    ) -> None:
        """`refuses` gives the code with which a whole file is refused; empty where it is taken."""
        super().__init__(script)
        self.fates, self.refuses = fates, refuses
        self.shelves = Shelves()
        self.asked: list[str] = []
        """The `custom_id` of every line that was answered, and so is paid for, in order."""
        self.on_batch: Callable[[Batch], Reply | None] = lambda batch: None
        """What to reply to a batch that was just made, in place of saying so."""

    def take(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Files and batches here, all else as the model server does."""
        parts = urlsplit(path)
        place = parts.path.removeprefix("/v1/").split("/")
        if place[0] == "files" and method == "POST":
            return self._upload(headers, body)
        if place[0] == "files" and method == "GET" and place[-1] == "content":
            return self._content(place[1])
        if place[0] == "batches" and method == "POST":
            return self._make(json.loads(body))
        if place == ["batches"]:
            return self._list(parse_qs(parts.query))
        if place[0] == "batches" and method == "GET":
            return self._look(place[1])
        return super().take(method, path, headers, body)

    def _upload(self, headers: Mapping[str, str], body: bytes) -> Reply:
        head = f"Content-Type: {headers['content-type']}\r\n\r\n".encode()
        parts = message_from_bytes(head + body).get_payload()
        assert isinstance(parts, list)
        named = {
            part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
            for part in parts
            if not isinstance(part, str)
        }
        if named["purpose"] != b"batch":
            return fails(400, "invalid_purpose")
        content = named["file"]
        assert isinstance(content, bytes)
        return _gives(self._keep(content) | {"purpose": "batch"})

    def _keep(self, content: bytes) -> dict[str, Any]:
        id = f"file-{len(self.shelves.files)}"
        self.shelves.files[id] = content
        return {
            "id": id, "object": "file", "bytes": len(content), "created_at": 1,
            "filename": f"{id}.jsonl", "status": "processed",
        }  # fmt: skip

    def _content(self, id: str) -> Reply:
        if id not in self.shelves.files:
            return fails(404, "not_found", "No such file.")
        return Reply(
            body=self.shelves.files[id], headers={"Content-Type": "application/octet-stream"}
        )

    def _make(self, asked: Mapping[str, Any]) -> Reply:
        lines = [
            json.loads(line) for line in self.shelves.files[asked["input_file_id"]].splitlines()
        ]
        number = len(self.shelves.batches)
        made = Batch(f"batch_{number}", lines, asked.get("metadata") or {})
        ids = [line["custom_id"] for line in lines]
        made.code = self.refuses(number, lines) or ("duplicate" if len(set(ids)) < len(ids) else "")
        self.shelves.batches[made.id] = made
        return self.on_batch(made) or _gives(_document(made))

    def _list(self, query: Mapping[str, Sequence[str]]) -> Reply:
        newest = list(reversed(self.shelves.batches.values()))
        after = query.get("after", [""])[0]
        start = next((n + 1 for n, one in enumerate(newest) if one.id == after), 0)
        most = int(query.get("limit", ["20"])[0])
        page = newest[start : start + most]
        return _gives(
            {
                "object": "list",
                "data": [_document(one) for one in page],
                "has_more": start + most < len(newest),
            }
        )

    def _look(self, id: str) -> Reply:
        batch = self.shelves.batches.get(id)
        if batch is None:
            return fails(404, "not_found", "No such batch.")
        if batch.looks < len(STATUSES):
            batch.status = STATUSES[batch.looks]
        elif not batch.output and not batch.errors:
            self._end(batch)
        batch.looks += 1
        return _gives(_document(batch))

    def _end(self, batch: Batch) -> None:
        """Decide every line's fate, and write both files."""
        if batch.code:
            batch.status, batch.errors = "failed", "none"
            return
        number = int(batch.id.rpartition("_")[2])
        fates = self.fates(number, batch.lines)
        answered = [
            self._answer(li) for li, fate in zip(batch.lines, fates, strict=True) if fate == ANSWER
        ]
        errors = [
            _error(li, fate) for li, fate in zip(batch.lines, fates, strict=True) if fate in ERRORS
        ]
        shuffle = random.Random(number).shuffle
        shuffle(answered)
        shuffle(errors)
        batch.output = self._keep(_lines(answered))["id"] if answered else ""
        batch.errors = self._keep(_lines(errors))["id"] if errors else ""
        batch.status = "expired" if EXPIRE in fates or LOSE in fates else "completed"

    def _answer(self, line: Line) -> dict[str, Any]:
        self.asked.append(line["custom_id"])
        request = Request("POST", line["url"], {}, line["body"], len(self.requests))
        self.requests.append(request)
        reply = self._complete(request, self.script(request))
        if reply.charge:
            self.charge(reply.charge)
        body = json.loads(reply.body)
        response = {"status_code": reply.status, "request_id": "r", "body": body}
        return {"id": "x", "custom_id": line["custom_id"], "response": response, "error": None}


ERRORS = frozenset({EXPIRE, BREAK, REFUSE})


def _error(line: Line, fate: str) -> dict[str, Any]:
    id = line["custom_id"]
    if fate == EXPIRE:
        error = {"code": "batch_expired", "message": "This request could not be executed in time."}
        return {"id": "x", "custom_id": id, "response": None, "error": error}
    status, code = (500, "server_error") if fate == BREAK else (400, "invalid_value")
    body = {"error": {"message": "no", "type": None, "param": None, "code": code}}
    return {
        "id": "x", "custom_id": id, "response": {"status_code": status, "body": body},
        "error": None,
    }  # fmt: skip


def _document(batch: Batch) -> dict[str, Any]:
    """A batch as it is shown."""
    ended = batch.status in {"completed", "expired", "failed"}
    errors = {"object": "list", "data": [{"code": batch.code, "message": "no", "line": None}]}
    return {
        "id": batch.id, "object": "batch", "endpoint": "/v1/chat/completions",
        "input_file_id": "file-0", "completion_window": "24h", "created_at": 1,
        "status": batch.status, "metadata": dict(batch.metadata),
        "output_file_id": batch.output or None,
        "error_file_id": None if batch.code else batch.errors or None,
        "errors": errors if batch.code and ended else None,
        "request_counts": {"total": len(batch.lines), "completed": 0, "failed": 0},
    }  # fmt: skip


def _gives(value: Mapping[str, Any]) -> Reply:
    return Reply(body=json.dumps(value).encode())


def _lines(values: Sequence[Mapping[str, Any]]) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)
