package dev.stanchion.simulation;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.engine.spi.forwarding.ForwardingLog;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import dev.stanchion.engine.spi.forwarding.ForwardingSubscriptions;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Stores that are as they should be, but for one thing each. */
final class StoreFaults {
    private StoreFaults() {}

    private static Store withLog(Store store, BiFunction<ChannelLog, LogListener, ChannelLog> log) {
        return new AlteredStore(store) {
            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                return new ChannelStore(
                        log.apply(opened.messages(), listener), opened.subscriptions());
            }
        };
    }

    /** Reports messages durable as soon as the engine asks that they become so. */
    static Store durableTooEarly(Store store) {
        return withLog(
                store,
                (opened, listener) ->
                        new ForwardingLog(opened) {
                            @Override
                            public void commit() {
                                super.commit();
                                listener.onDurable(log.lastSequence());
                            }
                        });
    }

    /** As {@link #durableTooEarly}, for channels of parked messages only. */
    static Store parkedTooEarly(Store store) {
        Store hasty = durableTooEarly(store);
        return new ForwardingStore(store) {
            @Override
            public void openChannel(
                    String name,
                    ChannelLimits limits,
                    ShardExecutor owner,
                    LogListener listener,
                    Outcome<ChannelStore> outcome) {
                Store opens = ParkedNote.isParkedChannel(name) ? hasty : store;
                opens.openChannel(name, limits, owner, listener, outcome);
            }
        };
    }

    /** Does not record how often messages have failed. */
    static Store forgottenAttempts(Store store) {
        return new AlteredStore(store) {
            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                return new ChannelStore(
                        opened.messages(),
                        new ForwardingSubscriptions(opened.subscriptions()) {
                            @Override
                            public void put(SubscriptionRecord subscription) {
                                super.put(subscription.withAttempts(""));
                            }
                        });
            }
        };
    }

    /** Does not record what is paused. */
    static Store forgottenPauses(Store store) {
        return new AlteredStore(store) {
            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                return new ChannelStore(
                        opened.messages(),
                        new ForwardingSubscriptions(opened.subscriptions()) {
                            @Override
                            public void put(SubscriptionRecord subscription) {
                                super.put(subscription.withPause(""));
                            }
                        });
            }
        };
    }

    /** After a restart, knows only of the first unacknowledged message of each subscription. */
    static Store forgottenWaiting(Store store) {
        return withRecovered(store, StoreFaults::withoutWaiting);
    }

    private static RecoveredState.Channel withoutWaiting(RecoveredState.Channel channel) {
        return new RecoveredState.Channel(
                channel.name(),
                channel.subscriptions().stream()
                        .map(one ->
                                new RecoveredState.Subscription(
                                        one.subscription(),
                                        one.pending().stream().sorted().limit(1).toList()))
                        .toList(),
                channel.mayLackDeliveries());
    }

    /** Says that messages are removed for good, and keeps them. */
    static Store forgottenPurges(Store store) {
        return withLog(
                store,
                (opened, listener) ->
                        new ForwardingLog(opened) {
                            @Override
                            public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
                                outcome.succeeded(Outcome.Done.DONE);
                            }
                        });
    }

    /** Does not say that messages have moved up, because another writer has stored some. */
    static Store ignoredForeignWrites(Store store) {
        return new AlteredStore(store) {
            @Override
            LogListener alter(LogListener listener) {
                return new LogListener() {
                    @Override
                    public void onDurable(long sequence) {
                        listener.onDurable(sequence);
                    }

                    @Override
                    public void onInserted(int count) {}

                    @Override
                    public void onLost(StoreException why) {
                        listener.onLost(why);
                    }
                };
            }

            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                return opened;
            }
        };
    }

    /** Gives out every fifth message under the sequence of the one after it. */
    static Store misnumberedMessages(Store store) {
        return withLog(
                store,
                (opened, listener) ->
                        new ForwardingLog(opened) {
                            @Override
                            public void read(long from, int maxMessages, LogReader reader) {
                                log.read(from, maxMessages, new OffByOne(reader));
                            }
                        });
    }

    private record OffByOne(LogReader reader) implements LogReader {
        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            if (sequence % 5 != 0) {
                return reader.onMessage(sequence, timestampEpochNanos, buffer, index, length);
            }
            // the sequence is the first field: a tag, and one byte for small numbers
            ByteBuf altered =
                    Unpooled.wrappedBuffer(ByteBufUtil.getBytes(buffer, index, length, true));
            altered.setByte(1, altered.getByte(1) + 1);
            return reader.onMessage(sequence, timestampEpochNanos, altered, 0, length);
        }

        @Override
        public void onEnd(long nextSequence) {
            reader.onEnd(nextSequence);
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            reader.onUnreadable(sequence, why);
        }
    }

    /** Says that the sequence of a message that it has lost is free again. */
    static Store reusedSequences(Store store) {
        return new AlteredStore(store) {
            private final Map<LogListener, Long> lost = new HashMap<>();

            @Override
            LogListener alter(LogListener listener) {
                return new LogListener() {
                    @Override
                    public void onDurable(long sequence) {
                        listener.onDurable(sequence);
                    }

                    @Override
                    public void onInserted(int count) {
                        listener.onInserted(count);
                    }

                    @Override
                    public void onLost(StoreException why) {
                        lost.merge(listener, 1L, Long::sum);
                        listener.onLost(why);
                    }
                };
            }

            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                ChannelLog reusing =
                        new ForwardingLog(opened.messages()) {
                            @Override
                            public long lastSequence() {
                                return log.lastSequence() - lost.getOrDefault(listener, 0L);
                            }

                            @Override
                            public void append(LogEntry message) {
                                log.append(new Renumbered(log.lastSequence() + 1, message));
                            }
                        };
                return new ChannelStore(reusing, opened.subscriptions());
            }
        };
    }

    /** The message that the log takes as the next one has the content of another. */
    private record Renumbered(long sequence, LogEntry entry) implements LogEntry {
        @Override
        public long timestampEpochNanos() {
            return entry.timestampEpochNanos();
        }

        @Override
        public int encodedLength() {
            return entry.encodedLength();
        }

        @Override
        public void writeTo(ByteBuf target) {
            entry.writeTo(target);
        }
    }

    /** Passes over every seventh message. */
    static Store skippedMessages(Store store) {
        return withLog(
                store,
                (opened, listener) ->
                        new ForwardingLog(opened) {
                            @Override
                            public void read(long from, int maxMessages, LogReader reader) {
                                log.read(from, maxMessages, new Skipping(reader));
                            }
                        });
    }

    /** Makes messages older than they are. */
    static Store agedMessages(Store store) {
        return withLog(
                store,
                (opened, listener) ->
                        new ForwardingLog(opened) {
                            @Override
                            public void read(long from, int maxMessages, LogReader reader) {
                                log.read(from, maxMessages, new Aging(reader));
                            }
                        });
    }

    private record Aging(LogReader reader) implements LogReader {
        private static final long NANOS = 500_000_000;

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            return reader.onMessage(sequence, timestampEpochNanos - NANOS, buffer, index, length);
        }

        @Override
        public void onEnd(long nextSequence) {
            reader.onEnd(nextSequence);
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            reader.onUnreadable(sequence, why);
        }
    }

    private record Skipping(LogReader reader) implements LogReader {
        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            return sequence % 7 == 0
                    || reader.onMessage(sequence, timestampEpochNanos, buffer, index, length);
        }

        @Override
        public void onEnd(long nextSequence) {
            reader.onEnd(nextSequence);
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            reader.onUnreadable(sequence, why);
        }
    }

    /** Finds by time a message that came three messages later. */
    static Store lateStarts(Store store) {
        return withLog(
                store,
                (opened, listener) ->
                        new ForwardingLog(opened) {
                            @Override
                            public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
                                log.sequenceAt(epochNanos, new Later(outcome));
                            }
                        });
    }

    private record Later(Outcome<Long> outcome) implements Outcome<Long> {
        @Override
        public void succeeded(Long sequence) {
            outcome.succeeded(sequence + 3);
        }

        @Override
        public void failed(StoreException why) {
            outcome.failed(why);
        }
    }

    private static Store withSubscriptions(Store store, UnaryOperator<SubscriptionLog> log) {
        return new AlteredStore(store) {
            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                return new ChannelStore(opened.messages(), log.apply(opened.subscriptions()));
            }
        };
    }

    /** Does not record deliveries. */
    static Store forgottenDeliveries(Store store) {
        return withSubscriptions(
                store,
                opened ->
                        new ForwardingSubscriptions(opened) {
                            @Override
                            public void delivered(long id, long sequence) {}
                        });
    }

    /** Reports that changes are recorded when they are not. */
    static Store emptyPromises(Store store) {
        return withSubscriptions(
                store,
                opened ->
                        new ForwardingSubscriptions(opened) {
                            @Override
                            public void flush(Outcome<Outcome.Done> outcome) {
                                outcome.succeeded(Outcome.Done.DONE);
                            }
                        });
    }

    /** Recovers subscriptions two messages further than they had come. */
    static Store recoveredTooFar(Store store) {
        return withRecovered(store, StoreFaults::tooFar);
    }

    /** Does not say that it may have lost deliveries. */
    static Store unconfessedLosses(Store store) {
        return withRecovered(
                store,
                channel -> new RecoveredState.Channel(channel.name(), channel.subscriptions()));
    }

    private static Store withRecovered(Store store, UnaryOperator<RecoveredState.Channel> change) {
        return new AlteredStore(store) {
            @Override
            public RecoveredState recover() {
                RecoveredState state = super.recover();
                List<RecoveredState.Channel> channels =
                        state.channels().stream().map(change).toList();
                return new RecoveredState(state.server(), state.clients(), channels);
            }

            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                return opened;
            }
        };
    }

    private static RecoveredState.Channel tooFar(RecoveredState.Channel channel) {
        List<RecoveredState.Subscription> ahead =
                channel.subscriptions().stream()
                        .map(one ->
                                new RecoveredState.Subscription(
                                        tooFar(one.subscription()), one.pending()))
                        .toList();
        return new RecoveredState.Channel(channel.name(), ahead, channel.mayLackDeliveries());
    }

    private static SubscriptionRecord tooFar(SubscriptionRecord one) {
        return new SubscriptionRecord(
                one.id(),
                one.clientId(),
                one.queueGroup(),
                one.inbox(),
                one.ackInbox(),
                one.maxInFlight(),
                one.ackWaitSeconds(),
                one.durableName(),
                one.lastSent() + 2,
                one.durable(),
                one.closed());
    }

    /**
     * Does not have the messages any more that one member of a queue group hands over to another.
     */
    static Store droppedHandovers(Store store) {
        return new AlteredStore(store) {
            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                Set<Long> handedOver = new HashSet<>();
                return new ChannelStore(
                        new Dropping(opened.messages(), handedOver),
                        new WatchingHandovers(opened.subscriptions(), handedOver));
            }
        };
    }

    private static final class Dropping extends ForwardingLog {
        private final Set<Long> dropped;

        Dropping(ChannelLog log, Set<Long> dropped) {
            super(log);
            this.dropped = dropped;
        }

        @Override
        public void read(long from, int maxMessages, LogReader reader) {
            if (dropped.remove(from)) {
                reader.onEnd(from + 1);
            } else {
                log.read(from, maxMessages, reader);
            }
        }
    }

    /** Sees a hand-over in a message that is recorded with one member while another has it. */
    private static final class WatchingHandovers extends ForwardingSubscriptions {
        private final Map<Long, String> groups = new HashMap<>();
        private final Map<String, Map<Long, Long>> holders = new HashMap<>();
        private final Set<Long> handedOver;

        WatchingHandovers(SubscriptionLog log, Set<Long> handedOver) {
            super(log);
            this.handedOver = handedOver;
        }

        @Override
        public void put(SubscriptionRecord subscription) {
            super.put(subscription);
            if (!subscription.queueGroup().isEmpty()) {
                groups.put(subscription.id(), subscription.queueGroup());
            }
        }

        @Override
        public void delivered(long id, long sequence) {
            super.delivered(id, sequence);
            if (groups.containsKey(id)) {
                Long before = holdersOf(id).put(sequence, id);
                if (before != null && before != id) {
                    handedOver.add(sequence);
                }
            }
        }

        @Override
        public void acknowledged(long id, long sequence) {
            super.acknowledged(id, sequence);
            if (groups.containsKey(id)) {
                holdersOf(id).remove(sequence, id);
            }
        }

        private Map<Long, Long> holdersOf(long id) {
            String group = groups.getOrDefault(id, "");
            return holders.computeIfAbsent(group, ignored -> new HashMap<>());
        }
    }
}
