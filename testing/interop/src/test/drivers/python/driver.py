"""Drives asyncio-nats-streaming; ../README.md says what it is told and what it tells."""

import asyncio
import base64
import hashlib
import json
import logging
import sys

import asyncio_with_loops

asyncio_with_loops.install()

from nats.aio.client import Client as Nats  # noqa: E402  (after asyncio is prepared for it)
from stan.aio.client import Client as Stan  # noqa: E402

LARGEST_SHOWN = 4096


def tell(**fields):
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def payload(request):
    unit = base64.b64decode(request["data"])
    if "size" not in request:
        return unit
    size = int(request["size"])
    return (unit * (size // len(unit) + 1))[:size]


class Connection:
    """A streaming connection with the NATS connection under it, which this library leaves to its user."""

    def __init__(self, name):
        self.name = name
        self.nats = Nats()
        self.stan = Stan()

    async def open(self, request):
        async def lost(error):
            tell(event="lost", connection=self.name, error=str(error))

        async def disconnected():
            tell(event="disconnected", connection=self.name)

        async def reconnected():
            tell(event="reconnected", connection=self.name)

        async def failed(error):
            tell(event="error", connection=self.name, error=str(error) or type(error).__name__)

        nats_options = {"disconnected_cb": disconnected, "reconnected_cb": reconnected, "error_cb": failed}
        if "reconnectMillis" in request:
            nats_options["reconnect_time_wait"] = int(request["reconnectMillis"]) / 1000
            nats_options["max_reconnect_attempts"] = -1
        await self.nats.connect(servers=request["url"].split(","), **nats_options)
        stan_options = {}
        if "pingSeconds" in request:
            stan_options["ping_interval"] = int(request["pingSeconds"])
            stan_options["ping_max_out"] = int(request["pingsOut"])
        try:
            await self.stan.connect(
                request["cluster"], request["client"], nats=self.nats, conn_lost_cb=lost, **stan_options
            )
        except Exception:
            await self.nats.close()
            raise


class Driver:
    def __init__(self):
        self.connections = {}
        self.subscriptions = {}
        self.owners = {}
        self.queues = {}
        self.tasks = []

    async def run(self):
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while True:
            line = await reader.readline()
            if not line:
                return
            self.take(json.loads(line))

    def take(self, request):
        """Puts a request in the queue of its connection."""
        if "connection" in request:
            owner = request["connection"]
            if "subscription" in request:
                self.owners[request["subscription"]] = owner
        else:
            owner = self.owners[request["subscription"]]
        if owner not in self.queues:
            self.queues[owner] = asyncio.Queue()
            self.tasks.append(asyncio.ensure_future(self.serve(self.queues[owner])))
        self.queues[owner].put_nowait(request)

    async def serve(self, queue):
        while True:
            request = await queue.get()
            try:
                fields = await getattr(self, request["op"])(request)
                tell(id=request["id"], **(fields or {}))
            except Exception as error:
                tell(id=request["id"], error=str(error) or type(error).__name__)

    async def connect(self, request):
        connection = Connection(request["connection"])
        await connection.open(request)
        self.connections[connection.name] = connection

    async def publish(self, request):
        stan = self.connections[request["connection"]].stan
        ack = await stan.publish(request["channel"], payload(request))
        return {"error": ack.error} if ack.error else {"guid": ack.guid}

    async def publishAsync(self, request):
        stan = self.connections[request["connection"]].stan

        async def acked(ack):
            error = {"error": ack.error} if ack.error else {}
            tell(event="acked", publishing=request["publishing"], guid=ack.guid, **error)

        prefix = request.get("prefix", "")
        first = int(request.get("from", 0))
        for i in range(first, first + int(request["count"])):
            await stan.publish(request["channel"], f"{prefix}{i}".encode(), ack_handler=acked)

    async def subscribe(self, request):
        name = request["subscription"]
        received = {}

        async def on_message(message):
            received[message.sequence] = message
            tell(**described(name, message))

        options = {}
        if "ackWaitSeconds" in request:
            options["ack_wait"] = int(request["ackWaitSeconds"])
        if "maxInFlight" in request:
            options["max_inflight"] = int(request["maxInFlight"])
        if "start" in request:
            options.update(start(request))
        stan = self.connections[request["connection"]].stan
        subscription = await stan.subscribe(
            request["channel"],
            cb=on_message,
            queue=request.get("queue"),
            durable_name=request.get("durable"),
            manual_acks=request.get("manualAcks", False),
            **options,
        )
        self.subscriptions[name] = (stan, subscription, received)

    async def ack(self, request):
        stan, _, received = self.subscriptions[request["subscription"]]
        for sequence in range(int(request["first"]), int(request["last"]) + 1):
            await stan.ack(received[sequence])

    async def unsubscribe(self, request):
        await self.subscriptions[request["subscription"]][1].unsubscribe()

    async def closeSubscription(self, request):
        await self.subscriptions[request["subscription"]][1].close()

    async def close(self, request):
        connection = self.connections[request["connection"]]
        try:
            await connection.stan.close()
        finally:
            await connection.nats.close()

    async def drop(self, request):
        await self.connections[request["connection"]].nats.close()


def start(request):
    position = request["start"]
    if position == "new":
        return {"start_at": "new_only"}
    if position == "last":
        return {"start_at": "last_received"}
    if position == "first":
        return {"deliver_all_available": True}
    if position == "sequence":
        return {"start_at": "sequence", "sequence": int(request["startSequence"])}
    return {"start_at": "time", "time": int(request["startEpochMillis"]) / 1000}


def described(name, message):
    data = message.data
    fields = {
        "event": "message",
        "subscription": name,
        "channel": message.proto.subject,
        "sequence": message.sequence,
        "redelivered": message.proto.redelivered,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    if len(data) <= LARGEST_SHOWN:
        fields["data"] = base64.b64encode(data).decode()
    return fields


logging.basicConfig(stream=sys.stderr)
asyncio.run(Driver().run())
