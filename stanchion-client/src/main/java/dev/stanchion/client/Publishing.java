package dev.stanchion.client;

import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.PubMsgEncoder;
import io.nats.client.Message;
import io.nats.client.NUID;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Sends the publishes of one connection, and takes their acks. Safe for use by many threads. */
final class Publishing {
    private final NatsLink link;
    private final Session session;
    private final Runnable checkOpen;
    private final PublishPlaces places;
    private final PublishWindow window;
    private final String subjectPrefix;
    private final String ackInbox = "_STAN.acks." + new NUID().next();

    /**
     * @param checkOpen throws {@link StreamingException} ({@code CLOSED}, {@code LOST}) if the
     *     connection has ended
     */
    Publishing(ConnectOptions options, NatsLink link, Session session, Runnable checkOpen) {
        this.link = link;
        this.session = session;
        this.checkOpen = checkOpen;
        this.places = new PublishPlaces(options);
        this.window = new PublishWindow(options.publishAckTimeout(), link.scheduler());
        this.subjectPrefix = session.subjects().pubPrefix() + ".";
    }

    /** Begins to take acks. */
    void start() {
        link.onProtocol(ackInbox, this::onAck);
    }

    private void onAck(Message message) {
        PubAck.decode(message.getData()).ifPresent(window::settle);
    }

    /**
     * Sends a publish, once there is a place for it.
     *
     * @throws StreamingException ({@code OVERLOADED}, {@code INTERRUPTED}, or as {@link #send})
     */
    CompletableFuture<PublishAck> sendInPlace(String guid, String channel, byte[] data) {
        checkOpen.run();
        places.take(channel, !link.isOnProtocolThread());
        PublishInPlace publish = new PublishInPlace(guid, channel, places);
        try {
            send(publish, data);
        } catch (StreamingException e) {
            places.leave();
            throw e;
        }
        return publish.future;
    }

    /**
     * Sends a publish, which the caller has a place for.
     *
     * @throws StreamingException ({@code INVALID}, {@code CLOSED}, {@code LOST}) if it is not sent;
     *     then the publish is not told anything
     */
    void send(SentPublish publish, byte[] data) {
        checkOpen.run();
        publish.sentNanos = System.nanoTime();
        window.enter(publish);
        try {
            sendAgain(publish, data);
        } catch (StreamingException e) {
            if (window.leave(publish)) {
                throw e;
            }
        }
        failIfEnded(publish);
    }

    /** The connection may have ended meanwhile, perhaps before this publish was in the window. */
    private void failIfEnded(SentPublish publish) {
        try {
            checkOpen.run();
        } catch (StreamingException e) {
            window.fail(publish, e);
        }
    }

    /** Sends a publish that waits for its ack. */
    void sendAgain(SentPublish publish, byte[] data) {
        link.publish(
                () -> "publish to " + publish.channel,
                subjectPrefix.concat(publish.channel),
                ackInbox,
                PubMsgEncoder.toBytes(
                        session.clientId(),
                        publish.guid,
                        publish.channel,
                        "",
                        data,
                        session.connId()));
    }

    /** Fails everything that waits for its ack. */
    void failAll(StreamingException reason) {
        window.failAll(reason);
    }

    /** Returns a view of what waits for its ack, in any order. */
    Collection<SentPublish> unanswered() {
        return window.waiting();
    }

    /** Waits until every ack has come. Returns false if that took too long. */
    boolean awaitAcks(Duration patience) throws InterruptedException {
        return window.awaitEmpty(patience);
    }

    /** A publish with a future. */
    private static final class PublishInPlace extends SentPublish {
        private final PublishPlaces places;
        private final CompletableFuture<PublishAck> future = new CompletableFuture<>();

        PublishInPlace(String guid, String channel, PublishPlaces places) {
            super(guid, channel);
            this.places = places;
        }

        @Override
        void stored() {
            places.leave();
            future.complete(new PublishAck(channel, guid));
        }

        @Override
        void failed(StreamingException reason) {
            places.leave();
            future.completeExceptionally(reason);
        }
    }
}
