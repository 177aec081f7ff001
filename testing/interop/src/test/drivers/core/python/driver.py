"""Drives nats-py; ../README.md says what it is told and what it tells."""

import asyncio
import base64
import hashlib
import json
import ssl
import sys

import nats

LARGEST_SHOWN = 4096
PATIENCE_SECONDS = 20
LINE_LIMIT = 1 << 20


def tell(**fields):
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def text_of(error):
    return str(error) or type(error).__name__


def payload(request):
    unit = base64.b64decode(request["data"])
    size = request.get("size")
    return unit if size is None else (unit * (size // len(unit) + 1))[:size]


def headers_of(request):
    """A dictionary is what this library takes, so that a name has one value."""
    lines = request.get("headers")
    return None if lines is None else dict(line.split(": ", 1) for line in lines.split("\n"))


def described(message):
    fields = {
        "subject": message.subject,
        "size": len(message.data),
        "sha256": hashlib.sha256(message.data).hexdigest(),
    }
    if len(message.data) <= LARGEST_SHOWN:
        fields["data"] = base64.b64encode(message.data).decode()
    if message.headers:
        fields["headers"] = "\n".join(f"{name}: {value}" for name, value in message.headers.items())
    return fields


def tls_of(request):
    context = ssl.create_default_context(cafile=request["authority"])
    if "certificate" in request:
        context.load_cert_chain(request["certificate"], request["key"])
    return context


class Connection:
    """One connection; what is asked about it is done in order."""

    def __init__(self, name):
        self.name = name
        self.requests = asyncio.Queue()
        self.client = None
        self.subscriptions = {}

    async def serve(self):
        while True:
            request = await self.requests.get()
            try:
                answer = await getattr(self, request["op"])(request)
                tell(id=request["id"], **(answer or {}))
            except Exception as error:  # whatever the library raises is its answer
                tell(id=request["id"], error=text_of(error))

    def teller(self, event):
        async def told():
            tell(event=event, connection=self.name)

        return told

    async def failed(self, error):
        tell(event="error", connection=self.name, error=text_of(error))

    async def connect(self, request):
        options = {}
        for theirs, ours in (("user", "user"), ("password", "password"), ("token", "token")):
            if ours in request:
                options[theirs] = request[ours]
        if "nkeySeed" in request:
            options["nkeys_seed_str"] = request["nkeySeed"]
        if "authority" in request:
            options["tls"] = tls_of(request)
        if "reconnectMillis" in request:
            options["reconnect_time_wait"] = request["reconnectMillis"] / 1000
            options["max_reconnect_attempts"] = -1
        else:
            options["allow_reconnect"] = False  # else it tries for two minutes before it says why
        self.client = await nats.connect(
            request["url"],
            connect_timeout=PATIENCE_SECONDS,
            error_cb=self.failed,
            disconnected_cb=self.teller("disconnected"),
            reconnected_cb=self.teller("reconnected"),
            lame_duck_mode_cb=self.teller("lameDuck"),
            **options,
        )

    async def publish(self, request):
        await self.client.publish(
            request["subject"], payload(request), headers=headers_of(request)
        )

    async def request(self, request):
        return described(
            await self.client.request(
                request["subject"],
                payload(request),
                timeout=PATIENCE_SECONDS,
                headers=headers_of(request),
            )
        )

    async def store(self, request):
        ack = await self.client.jetstream().publish(request["subject"], payload(request))
        return {"sequence": ack.seq}

    async def subscribe(self, request):
        name = request["subscription"]

        async def receive(message):
            tell(event="message", subscription=name, **described(message))
            if request.get("echo"):
                await self.client.publish(message.reply, message.data, headers=message.headers)

        subscription = await self.client.subscribe(
            request["subject"], queue=request.get("queue", ""), cb=receive
        )
        self.subscriptions[name] = subscription
        if "max" in request:
            await subscription.unsubscribe(request["max"])

    async def unsubscribe(self, request):
        await self.subscriptions[request["subscription"]].unsubscribe()

    async def flush(self, request):
        await self.client.flush()

    async def drain(self, request):
        await self.client.drain()

    async def close(self, request):
        await self.client.close()


async def main():
    reader = asyncio.StreamReader(limit=LINE_LIMIT)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    connections = {}
    owners = {}
    tasks = []
    while line := await reader.readline():
        request = json.loads(line)
        subscription = request.get("subscription")
        owner = request.get("connection") or owners[subscription]
        if subscription is not None:
            owners[subscription] = owner
        if owner not in connections:
            connections[owner] = Connection(owner)
            tasks.append(asyncio.create_task(connections[owner].serve()))
        connections[owner].requests.put_nowait(request)
    for task in tasks:
        task.cancel()


asyncio.run(main())
