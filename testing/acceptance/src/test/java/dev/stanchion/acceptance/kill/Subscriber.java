package dev.stanchion.acceptance.kill;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.stanchion.kit.process.Server;
import io.nats.streaming.protobuf.Ack;
import io.nats.streaming.protobuf.MsgProto;
import io.nats.streaming.protobuf.StartPosition;
import io.nats.streaming.protobuf.SubscriptionRequest;
import io.nats.streaming.protobuf.SubscriptionResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A durable subscriber, or a member of a durable queue group, on one server after another. It
 * acknowledges each message at once, and knows from when on the server has the acknowledgement.
 *
 * @param group empty for a subscriber without a group
 * @param receipts shared by the members of a group
 * @param highestNew the highest sequence that came for the first time, in all runs
 */
record Subscriber(
        String name, String channel, String group, Receipts receipts, AtomicLong highestNew) {
    private static final int MAX_IN_FLIGHT = 256;
    private static final int ACK_WAIT_SECONDS = 2;

    Subscriber(String name, String channel, String group, Receipts receipts) {
        this(name, channel, group, receipts, new AtomicLong());
    }

    /** Receives on a new connection until that is lost. */
    Thread startOn(Server server) {
        return Thread.ofVirtual()
                .start(() -> {
                    try (WireClient client = WireClient.connect(server, name)) {
                        new Session(client).run();
                    } catch (WireClient.ConnectionLost end) {
                        return; // as it was meant to be
                    } catch (RuntimeException | InvalidProtocolBufferException e) {
                        receipts.problem(name + ": " + e);
                    }
                });
    }

    /** One connection. */
    private final class Session {
        private final WireClient client;
        private final CompletableFuture<String> ackInbox = new CompletableFuture<>();
        private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();

        private Session(WireClient client) {
            this.client = client;
        }

        private void run() throws InvalidProtocolBufferException {
            String inbox = client.inbox() + ".messages";
            client.subscribe(inbox, (reply, bytes) -> onMessage(bytes));
            SubscriptionRequest request =
                    SubscriptionRequest.newBuilder()
                            .setClientID(name)
                            .setSubject(channel)
                            .setQGroup(group)
                            .setInbox(inbox)
                            .setDurableName("durable")
                            .setMaxInFlight(MAX_IN_FLIGHT)
                            .setAckWaitInSecs(ACK_WAIT_SECONDS)
                            .setStartPosition(StartPosition.First)
                            .build();
            SubscriptionResponse response =
                    SubscriptionResponse.parseFrom(
                            client.request(
                                    client.subjects().getSubRequests(), request.toByteArray()));
            if (!response.getError().isEmpty()) {
                throw new IllegalStateException(response.getError());
            }
            ackInbox.complete(response.getAckInbox());
            while (!client.isLost()) {
                confirm();
                client.waitAMoment();
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // it fails when the connection is lost
        private void onMessage(byte[] bytes) {
            try {
                MsgProto message = MsgProto.parseFrom(bytes);
                long sequence = message.getSequence();
                receipts.received(
                        sequence, Publisher.content(message.getData()), message.getRedelivered());
                expectOrder(sequence, message.getRedelivered());
                byte[] ack =
                        Ack.newBuilder()
                                .setSubject(channel)
                                .setSequence(sequence)
                                .build()
                                .toByteArray();
                CompletableFuture<Void> unused =
                        ackInbox.thenAccept(subject -> {
                            client.publish(subject, "", ack);
                            acknowledged.add(sequence);
                        });
            } catch (InvalidProtocolBufferException e) {
                receipts.problem(e.toString());
            }
        }

        /**
         * A message that comes for the first time is behind all earlier ones that came for the
         * first time.
         */
        private void expectOrder(long sequence, boolean isAgain) {
            if (!isAgain && highestNew.getAndAccumulate(sequence, Math::max) >= sequence) {
                receipts.problem(
                        "%s got #%d for the first time, behind #%d"
                                .formatted(name, sequence, highestNew.get()));
            }
        }

        /** The server has read the acknowledgements that were sent before a round trip. */
        private void confirm() {
            Set<Long> sent = Set.copyOf(acknowledged);
            client.roundTrip();
            receipts.confirmed(sent);
            acknowledged.removeAll(sent);
        }
    }
}
