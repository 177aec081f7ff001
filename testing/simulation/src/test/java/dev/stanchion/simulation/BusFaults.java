package dev.stanchion.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Buses that are as they should be, but for one thing each. */
final class BusFaults {
    private static final String SUBSCRIBE = "_STAN.sub.sim";
    private static final String CLOSE = "_STAN.close.sim";
    private static final String REPLIES = "_INBOX.reply.";
    private static final String DELIVERIES = "_INBOX.sub.";
    private static final String HEARTBEATS = "_INBOX.hb.";

    private BusFaults() {}

    /** Loses every fifth ack between the bus and the engine. */
    static Bus swallowedAcks(Bus bus) {
        return new AlteredBus(bus) {
            private int acks;

            @Override
            void arrived(String on, BusHandler handler, BusMessage message) {
                if (!isAck(on, message) || ++acks % 5 != 0) {
                    handler.onMessage(message);
                }
            }
        };
    }

    /** Hands every ack to the other ack inboxes too. */
    static Bus copiedAcks(Bus bus) {
        return new AlteredBus(bus) {
            private final List<BusHandler> inboxes = new ArrayList<>();

            @Override
            void arrived(String on, BusHandler handler, BusMessage message) {
                handler.onMessage(message);
                if (isAck(on, message)) {
                    inboxes.remove(handler);
                    inboxes.forEach(other -> other.onMessage(message));
                    inboxes.add(handler);
                }
            }
        };
    }

    /** Heartbeats are answered on inboxes too, with nothing in them. */
    private static boolean isAck(String on, BusMessage message) {
        return on.startsWith("_INBOX.")
                && message.payloadLength() > 0
                && Ack.decode(message.buffer(), message.payloadIndex(), message.payloadLength())
                        .isPresent();
    }

    /** Sends an answer that grants a subscription only after its first message. */
    static Bus lateAnswers(Bus bus) {
        return new AlteredBus(bus) {
            private final Map<Destination, byte[]> answers = new LinkedHashMap<>();

            @Override
            boolean published(Destination to, byte[] payload, String replyTo) {
                if (to.subject().startsWith(REPLIES) && grants(payload)) {
                    answers.put(to, payload);
                    return true;
                }
                boolean isHeard = super.published(to, payload, replyTo);
                if (to.subject().startsWith(DELIVERIES)) {
                    answers.forEach((late, answer) -> super.published(late, answer, ""));
                    answers.clear();
                }
                return isHeard;
            }
        };
    }

    private static boolean grants(byte[] payload) {
        return SubscriptionResponse.decode(Unpooled.wrappedBuffer(payload), 0, payload.length)
                .filter(response -> response.ackInbox().startsWith("_INBOX."))
                .isPresent();
    }

    /** Drops every tenth answer. */
    static Bus lostAnswers(Bus bus) {
        return new AlteredBus(bus) {
            private int answers;

            @Override
            boolean published(Destination to, byte[] payload, String replyTo) {
                boolean isLost = to.subject().startsWith(REPLIES) && ++answers % 10 == 0;
                return isLost || super.published(to, payload, replyTo);
            }
        };
    }

    /** Has the engine believe that clients take three more messages at a time than they want. */
    static Bus widenedWindows(Bus bus) {
        return new AlteredBus(bus) {
            @Override
            void arrived(String on, BusHandler handler, BusMessage message) {
                if (on.equals(SUBSCRIBE)) {
                    SubscriptionRequest.decode(
                                    message.buffer(),
                                    message.payloadIndex(),
                                    message.payloadLength())
                            .ifPresentOrElse(
                                    asked -> handler.onMessage(replaced(message, widened(asked))),
                                    () -> handler.onMessage(message));
                } else {
                    handler.onMessage(message);
                }
            }
        };
    }

    private static byte[] widened(SubscriptionRequest asked) {
        ByteBuf target = Unpooled.buffer();
        new SubscriptionRequest(
                        asked.clientId(),
                        asked.channel(),
                        asked.queueGroup(),
                        asked.inbox(),
                        asked.maxInFlight() + 3,
                        asked.ackWaitSeconds(),
                        asked.durableName(),
                        asked.startPosition(),
                        asked.startSequence(),
                        asked.startTimeDeltaNanos())
                .encodeTo(target);
        return ByteBufUtil.getBytes(target);
    }

    /** Counts every redelivery ten times. */
    static Bus inflatedCounts(Bus bus) {
        return new AlteredBus(bus) {
            @Override
            boolean published(Destination to, byte[] payload, String replyTo) {
                int count = redeliveries(to, payload);
                if (count == 0) {
                    return super.published(to, payload, replyTo);
                }
                ByteBuf altered = Unpooled.buffer().writeBytes(payload);
                MsgProtoEncoder.writeRedelivery(altered, count * 10);
                return super.published(to, ByteBufUtil.getBytes(altered), replyTo);
            }
        };
    }

    /** Returns how often a message was sent again; 0 if it is sent for the first time, or none. */
    private static int redeliveries(Destination to, byte[] payload) {
        MsgProtoCursor message = new MsgProtoCursor();
        boolean isAgain =
                to.subject().startsWith(DELIVERIES)
                        && message.wrap(Unpooled.wrappedBuffer(payload), 0, payload.length)
                        && message.redelivered();
        return isAgain ? message.redeliveryCount() : 0;
    }

    /** Sends nothing again while a client that closes has no answer. */
    static Bus unsentHandovers(Bus bus) {
        return new AlteredBus(bus) {
            private final Set<String> closing = new HashSet<>();

            @Override
            void arrived(String on, BusHandler handler, BusMessage message) {
                if (on.equals(CLOSE)) {
                    closing.add(replyOf(message));
                }
                handler.onMessage(message);
            }

            @Override
            boolean published(Destination to, byte[] payload, String replyTo) {
                closing.remove(to.subject());
                boolean isKeptBack = !closing.isEmpty() && redeliveries(to, payload) > 0;
                return isKeptBack || super.published(to, payload, replyTo);
            }
        };
    }

    /** Sends the last messages of one member of a closing client to the next of its members. */
    static Bus selfHandovers(Bus bus) {
        return new AlteredBus(bus) {
            private final Map<String, SubscriptionRequest> asked = new HashMap<>();
            private final Map<String, SubscriptionRequest> members = new LinkedHashMap<>();
            private final Map<String, byte[]> last = new HashMap<>();
            private final Set<String> closing = new HashSet<>();

            @Override
            void arrived(String on, BusHandler handler, BusMessage message) {
                ByteBuf buffer = message.buffer();
                int index = message.payloadIndex();
                int length = message.payloadLength();
                if (on.equals(SUBSCRIBE)) {
                    SubscriptionRequest.decode(buffer, index, length)
                            .filter(one -> !one.queueGroup().isEmpty())
                            .ifPresent(one -> asked.put(replyOf(message), one));
                } else if (on.equals(CLOSE)) {
                    CloseRequest.decode(buffer, index, length)
                            .ifPresent(one -> closing.add(one.clientId()));
                }
                handler.onMessage(message);
            }

            @Override
            boolean published(Destination to, byte[] payload, String replyTo) {
                SubscriptionRequest answered = asked.remove(to.subject());
                if (answered != null) {
                    SubscriptionResponse.decode(Unpooled.wrappedBuffer(payload), 0, payload.length)
                            .ifPresent(one -> members.put(one.ackInbox(), answered));
                } else if (to.subject().startsWith(DELIVERIES)) {
                    last.put(to.subject(), payload);
                }
                return super.published(to, payload, replyTo);
            }

            @Override
            Registration registered(String subject, Registration registration) {
                return () -> {
                    registration.close();
                    SubscriptionRequest leaver = members.remove(subject);
                    if (leaver != null && closing.contains(leaver.clientId())) {
                        handOver(leaver, last.getOrDefault(leaver.inbox(), new byte[0]));
                    }
                };
            }

            private void handOver(SubscriptionRequest leaver, byte[] left) {
                members.values().stream()
                        .filter(ignored -> left.length > 0)
                        .filter(other -> isOfSameClient(leaver, other))
                        .map(other -> destination(other.inbox()))
                        .findFirst()
                        .ifPresent(to -> to.publish(Unpooled.wrappedBuffer(left), 0, left.length));
            }
        };
    }

    private static boolean isOfSameClient(SubscriptionRequest one, SubscriptionRequest other) {
        return one.clientId().equals(other.clientId()) && one.channel().equals(other.channel());
    }

    /** Sends a client that has closed its last messages once more. */
    static Bus messagesAfterTheEnd(Bus bus) {
        return new AlteredBus(bus) {
            private final Map<String, String> clientsByInbox = new HashMap<>();
            private final Map<Destination, byte[]> last = new LinkedHashMap<>();
            private final Map<String, String> closing = new HashMap<>();

            @Override
            void arrived(String on, BusHandler handler, BusMessage message) {
                ByteBuf buffer = message.buffer();
                int index = message.payloadIndex();
                int length = message.payloadLength();
                if (on.equals(SUBSCRIBE)) {
                    SubscriptionRequest.decode(buffer, index, length)
                            .ifPresent(one -> clientsByInbox.put(one.inbox(), one.clientId()));
                } else if (on.equals(CLOSE)) {
                    CloseRequest.decode(buffer, index, length)
                            .ifPresent(one -> closing.put(replyOf(message), one.clientId()));
                }
                handler.onMessage(message);
            }

            @Override
            boolean published(Destination to, byte[] payload, String replyTo) {
                boolean isHeard = super.published(to, payload, replyTo);
                if (to.subject().startsWith(DELIVERIES)) {
                    last.put(to, payload);
                }
                String closed = closing.remove(to.subject());
                if (closed != null) {
                    last.forEach((inbox, message) -> {
                        if (closed.equals(clientsByInbox.get(inbox.subject()))) {
                            super.published(inbox, message, "");
                        }
                    });
                }
                return isHeard;
            }
        };
    }

    private static String replyOf(BusMessage message) {
        return message.buffer().toString(message.replyIndex(), message.replyLength(), UTF_8);
    }

    private static BusMessage replaced(BusMessage message, byte[] payload) {
        return new AlteredBus.OtherPayload(message, payload);
    }

    /** Reports that heartbeats have no subscriber. */
    static Bus unheardHeartbeats(Bus bus) {
        return new AlteredBus(bus) {
            @Override
            public boolean mayHaveInterest(String subject) {
                return !subject.startsWith(HEARTBEATS) && super.mayHaveInterest(subject);
            }
        };
    }

    /** Never says that receivers are gone. */
    static Bus unnoticedAbsence(Bus bus) {
        return new AlteredBus(bus) {
            @Override
            public Registration watchInterest(
                    String subject, ShardExecutor shard, InterestListener listener) {
                return super.watchInterest(subject, shard, new NoAbsence(listener));
            }
        };
    }

    private record NoAbsence(InterestListener listener) implements InterestListener {
        @Override
        public void onPresent() {
            listener.onPresent();
        }

        @Override
        public void onAbsent() {}
    }

    /** Never says that a receiver can take more again. */
    static Bus unreportedRelief(Bus bus) {
        return new AlteredBus(bus) {
            @Override
            void awaitedRelief(Destination of, ShardExecutor shard, Runnable task) {}
        };
    }

    /** Keeps the registrations of the engine, one for each subject. */
    static Bus keptRegistrations(Bus bus) {
        return new AlteredBus(bus) {
            @Override
            Registration registered(String subject, Registration registration) {
                return () -> {};
            }
        };
    }
}
