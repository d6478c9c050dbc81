"""A scripted OpenAI-compatible server on loopback, over real sockets: the one fake of these tests.

A script is any function from a `Request` to a `Reply`; `in_turn` makes one from a row of replies.
The server answers in the form the request asks for: words of the message, or a call of the tool it
names. It writes down each request and the tokens it charged, so that tests can hold our own books
against it. It ends with its `with` block, whatever it is doing then, and waits for nothing longer
than `LONGEST` seconds.

    with ModelServer(lambda request: says('{"word": "ready"}')) as server:
        settings = ModelSettings(model="m", base_url=server.url)
"""

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from schemas.call import Tokens

LONGEST = 20.0


@dataclass(frozen=True)
class Request:
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    """By their names in lower case."""
    body: Mapping[str, Any]
    number: int
    """Which request it is, from 0."""

    @property
    def messages(self) -> list[dict[str, Any]]:
        """All messages in their order."""
        return list(self.body.get("messages", ()))

    @property
    def system(self) -> str:
        """The first system message's words."""
        return next((m["content"] for m in self.messages if m["role"] == "system"), "")

    @property
    def user(self) -> str:
        """The first user message's words: the rendered prompt, article and all."""
        return next((m["content"] for m in self.messages if m["role"] == "user"), "")

    @property
    def last(self) -> str:
        """The last message's words: the prompt, or what was wrong with the answer before."""
        return str(self.messages[-1]["content"]) if self.messages else ""

    @property
    def tool(self) -> str:
        """The name of the tool that must be called; empty where none is given."""
        tools = self.body.get("tools") or [{}]
        return str(tools[0].get("function", {}).get("name", ""))

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of the answer, as the request or its first tool gives it."""
        tools = self.body.get("tools") or [{}]
        given = self.body.get("response_format", {}).get("json_schema", {}).get("schema")
        return dict(given or tools[0].get("function", {}).get("parameters", {}))

    @property
    def shape(self) -> str:
        """The name of the answer's shape; empty in JSON mode, where only the prompt has it."""
        named = self.body.get("response_format", {}).get("json_schema", {}).get("name", "")
        return str(named or self.tool)


@dataclass(frozen=True)
class Reply:
    """What the server does with one request."""

    status: int = 200
    text: str | None = None
    """The answer's words or arguments; the envelope is made to fit the request."""
    body: bytes = b""
    """Sent as it is where there is no `text`."""
    headers: Mapping[str, str] = field(default_factory=dict)
    finish: str = "stop"
    refusal: str | None = None
    model: str | None = None
    """The model that answers; `None` for the one asked for."""
    usage: Mapping[str, Any] | None = field(default_factory=dict)
    """Overrides of the counted tokens; `None` leaves them out of the answer."""
    delay: float = 0.0
    """Seconds before the first byte."""
    pace: float = 0.0
    """Seconds between any two of ten pieces of the body."""
    cut: float = 1.0
    """Share of the body that is sent before the connection is closed."""
    reset: bool = False
    """Break the connection off instead of answering."""
    plain: bool = False
    """Answer in words even where a tool must be called."""
    charge: Tokens | None = None
    """What goes on the books once it is sent; the server fills it in."""


Script = Callable[[Request], Reply]


def says(text: str, finish: str = "stop") -> Reply:
    """An answer of these words."""
    return Reply(text=text, finish=finish)


def gives(value: object) -> Reply:
    """An answer that is this value as JSON."""
    return says(json.dumps(value))


def fails(status: int, code: str = "", message: str = "", kind: str = "", param: str = "") -> Reply:
    """An error in OpenAI's form."""
    error = {"message": message, "type": kind or None, "param": param or None, "code": code or None}
    return Reply(status=status, body=json.dumps({"error": error}).encode())


def refuses(words: str = "I cannot help with that.") -> Reply:
    """The model declines."""
    return Reply(text="", refusal=words)


def resets() -> Reply:
    """The connection breaks off before any answer."""
    return Reply(reset=True)


def hangs(seconds: float = LONGEST) -> Reply:
    """No answer for a long time."""
    return Reply(text="{}", delay=seconds)


def says_no_json(words: str = "<html><body>Welcome</body></html>") -> Reply:
    """A web page, as from a wrong address or a proxy's login."""
    return Reply(body=words.encode(), headers={"Content-Type": "text/html"})


RATE_LIMIT = fails(429, "rate_limit_exceeded", "Too many requests.", "requests")
NO_QUOTA = fails(
    429, "insufficient_quota", "You exceeded your current quota.", "insufficient_quota"
)
BAD_KEY = fails(
    401, "invalid_api_key", "Incorrect API key provided: sk-abc.", "invalid_request_error"
)
FORBIDDEN = fails(403, "unsupported_country_region_territory", "Country not supported.")
NO_MODEL = fails(404, "model_not_found", "The model `m` does not exist.", "invalid_request_error")
NO_ROUTE = fails(404, "", "Not Found")
TOO_LONG = fails(400, "context_length_exceeded", "This model's maximum context length is 8 tokens.")


def limited(seconds: str, name: str = "Retry-After") -> Reply:
    """Too many requests, with how long to wait."""
    return replace(RATE_LIMIT, headers={name: seconds})


def in_turn(*replies: Reply) -> Script:
    """A script that gives these replies one after another, and the last one ever after."""

    def script(request: Request) -> Reply:
        return replies[min(request.number, len(replies) - 1)]

    return script


def count_tokens(text: str) -> int:
    """Tokens as this server counts them: words and marks."""
    return len(re.findall(r"\w+|[^\w\s]", text))


class ModelServer:
    """The server; it has methods because it listens. Use it as a `with` block."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[Request] = []
        self.charged: list[Tokens] = []
        """Tokens of each answer that counts them and is not cut; there before its first byte."""
        self.over = threading.Event()
        self._lock = threading.Lock()
        self._server = _Listening(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def tokens(self) -> Tokens:
        """All tokens charged so far."""
        return sum(self.charged, Tokens())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.close_all()
        self._server.server_close()
        self._thread.join()

    def take(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Writes a request down and asks the script; other addresses are not served."""
        try:
            read = json.loads(body) if body else {}
        except ValueError:
            return fails(400, "invalid_json", "The body is no JSON.")
        with self._lock:
            request = Request(method, path, headers, read, len(self.requests))
            self.requests.append(request)
        if method != "POST" or not path.endswith("/v1/chat/completions"):
            return NO_ROUTE
        reply = self.script(request)
        return reply if reply.text is None else self._complete(request, reply)

    def _complete(self, request: Request, reply: Reply) -> Reply:
        """The reply with its envelope and its tokens."""
        text = reply.text or ""
        usage = {
            "prompt_tokens": sum(count_tokens(str(m.get("content"))) for m in request.messages),
            "completion_tokens": count_tokens(text),
            **(reply.usage or {}),
        }
        usage["total_tokens"] = usage["prompt_tokens"] + usage["completion_tokens"]
        envelope = {
            "id": f"chatcmpl-{request.number}",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": reply.model or request.body.get("model"),
            "choices": [
                {"index": 0, "finish_reason": reply.finish, "message": _message(request, reply)}
            ],
            "usage": usage if reply.usage is not None else None,
        }
        charge = _tokens(usage) if reply.usage is not None and reply.cut == 1 else None
        return replace(reply, body=json.dumps(envelope).encode(), charge=charge)

    def charge(self, tokens: Tokens) -> None:
        """Puts an answer on the books."""
        with self._lock:
            self.charged.append(tokens)


def _message(request: Request, reply: Reply) -> dict[str, Any]:
    """The answer's message: words, a refusal, or a call of the tool that was asked for."""
    message: dict[str, Any] = {"role": "assistant", "content": reply.text, "refusal": None}
    if reply.refusal is not None:
        message |= {"content": None, "refusal": reply.refusal}
    elif request.tool and reply.text and not reply.plain:
        function = {"name": request.tool, "arguments": reply.text}
        calls = [{"id": f"call_{request.number}", "type": "function", "function": function}]
        message |= {"content": None, "tool_calls": calls}
    return message


def _tokens(usage: Mapping[str, Any]) -> Tokens:
    return Tokens(
        prompt=usage["prompt_tokens"],
        cached=(usage.get("prompt_tokens_details") or {}).get("cached_tokens", 0),
        completion=usage["completion_tokens"],
        reasoning=(usage.get("completion_tokens_details") or {}).get("reasoning_tokens", 0),
    )


class _Listening(ThreadingHTTPServer):
    """A server that can close the connections it still has."""

    daemon_threads = True
    request_queue_size = 512
    owner: ModelServer

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def close_all(self) -> None:
        """Ends every connection, so that no thread waits for a next request."""
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away are part of these tests."""


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        assert isinstance(self.server, _Listening)
        owner = self.server.owner
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = int(headers.get("content-length", 0))
        reply = owner.take(self.command, self.path, headers, self.rfile.read(length))
        if reply.delay and owner.over.wait(min(reply.delay, LONGEST)):
            self.close_connection = True
            return
        if reply.reset:
            self._reset()
            return
        if reply.charge:
            owner.charge(reply.charge)
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self._send(reply, owner.over)

    def _send(self, reply: Reply, over: threading.Event) -> None:
        """The body, whole or cut, at once or by and by."""
        body = reply.body[: int(len(reply.body) * reply.cut)]
        if not reply.pace:
            self.wfile.write(body)
        step = max(1, len(body) // 10)
        for begin in range(0, len(body) if reply.pace else 0, step):
            self.wfile.write(body[begin : begin + step])
            self.wfile.flush()
            if over.wait(reply.pace):
                break
        if len(body) < len(reply.body):
            self.wfile.flush()
            self.close_connection = True

    def _reset(self) -> None:
        """Closes so that the other side sees a reset rather than an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what was asked is in `requests`."""
