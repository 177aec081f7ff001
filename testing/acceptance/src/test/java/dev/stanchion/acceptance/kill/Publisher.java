package dev.stanchion.acceptance.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.protobuf.PubAck;
import io.nats.streaming.protobuf.PubMsg;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes numbered messages to one channel, many at a time, to one server after another, and none
 * of them twice. It records the acknowledged messages.
 */
final class Publisher {
    private static final int WINDOW = 64;
    private static final String PADDING = ".".repeat(100);

    private final String name;
    private final String channel;
    private final AtomicLong last = new AtomicLong();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> problems = ConcurrentHashMap.newKeySet();

    Publisher(String name, String channel) {
        this.name = name;
        this.channel = channel;
    }

    /** Publishes on a new connection until that is lost. */
    Thread startOn(Server server) {
        return Thread.ofVirtual()
                .start(() -> {
                    try (WireClient client = WireClient.connect(server, name)) {
                        publishOn(client);
                    } catch (WireClient.ConnectionLost end) {
                        return; // a message that is not acknowledged by now is in doubt
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        problems.add(e.toString());
                    }
                });
    }

    private void publishOn(WireClient client) throws InterruptedException {
        Semaphore window = new Semaphore(WINDOW);
        String reply = client.inbox() + ".ack";
        client.subscribe(
                reply,
                (ignored, ack) -> {
                    acknowledged(ack);
                    window.release();
                });
        while (!client.isLost()) {
            if (window.tryAcquire(10, TimeUnit.MILLISECONDS)) {
                client.publish(
                        client.subjects().getPubPrefix() + "." + channel,
                        reply,
                        next().toByteArray());
            }
        }
    }

    /** Publishes one more, and returns its content once it is acknowledged. */
    String publishOne(Server server) {
        try (WireClient client = WireClient.connect(server, name)) {
            PubMsg message = next();
            acknowledged(
                    client.request(
                            client.subjects().getPubPrefix() + "." + channel,
                            message.toByteArray()));
            return message.getGuid();
        }
    }

    private PubMsg next() {
        String content = name + "-" + last.incrementAndGet();
        return PubMsg.newBuilder()
                .setClientID(name)
                .setGuid(content)
                .setSubject(channel)
                .setData(ByteString.copyFrom(content + PADDING, UTF_8))
                .build();
    }

    private void acknowledged(byte[] bytes) {
        try {
            PubAck ack = PubAck.parseFrom(bytes);
            if (ack.getError().isEmpty()) {
                acknowledged.add(ack.getGuid());
            } else {
                problems.add(ack.getGuid() + ": " + ack.getError());
            }
        } catch (InvalidProtocolBufferException e) {
            problems.add(e.toString());
        }
    }

    /** Returns the number in a message. */
    static String content(ByteString data) {
        String text = data.toStringUtf8();
        return text.substring(0, text.length() - PADDING.length());
    }

    String channel() {
        return channel;
    }

    /** Returns the contents of all messages that are surely stored. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Returns the publishes that the server refused, and the answers that cannot be decoded. */
    Set<String> problems() {
        return problems;
    }
}
