package dev.stanchion.simulation;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.protocol.Ack;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Faults between the engine and its world, each of which breaks one invariant. */
final class PlantedFaults {
    private PlantedFaults() {}

    /** Reports messages durable as soon as the engine asks that they become so. */
    static Store durableTooEarly(Store store) {
        return new AlteredStore(store) {
            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                ChannelLog hasty =
                        new SameLog(opened.messages()) {
                            @Override
                            public void commit() {
                                super.commit();
                                listener.onDurable(log.lastSequence());
                            }
                        };
                return new ChannelStore(hasty, opened.subscriptions());
            }
        };
    }

    /** Gives out every fifth message under the sequence of the one after it. */
    static Store reusedSequence(Store store) {
        return new AlteredStore(store) {
            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                ChannelLog confused =
                        new SameLog(opened.messages()) {
                            @Override
                            public void read(long from, int maxMessages, LogReader reader) {
                                log.read(from, maxMessages, new OffByOne(reader));
                            }
                        };
                return new ChannelStore(confused, opened.subscriptions());
            }
        };
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

    /** Does not record what was delivered. */
    static Store forgottenDeliveries(Store store) {
        return new AlteredStore(store) {
            @Override
            ChannelStore alter(ChannelStore opened, LogListener listener) {
                SubscriptionLog forgetful =
                        new SameSubscriptions(opened.subscriptions()) {
                            @Override
                            public void delivered(long id, long sequence) {}
                        };
                return new ChannelStore(opened.messages(), forgetful);
            }
        };
    }

    /** Loses every fifth ack between the bus and the engine. */
    static Bus swallowedAcks(Bus bus) {
        int[] acks = {0};
        return new AckBus(bus) {
            @Override
            void onAck(BusHandler own, BusMessage ack) {
                if (++acks[0] % 5 != 0) {
                    own.onMessage(ack);
                }
            }
        };
    }

    /** Hands every ack to another ack inbox too. */
    static Bus copiedAcks(Bus bus) {
        List<BusHandler> inboxes = new ArrayList<>();
        return new AckBus(bus) {
            @Override
            void onAck(BusHandler own, BusMessage ack) {
                inboxes.remove(own);
                own.onMessage(ack);
                inboxes.forEach(other -> other.onMessage(ack));
                inboxes.add(own);
            }
        };
    }

    /** Never says that receivers are gone. */
    static Bus unnoticedAbsence(Bus bus) {
        return new AckBus(bus) {
            @Override
            void onAck(BusHandler own, BusMessage ack) {
                own.onMessage(ack);
            }

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

    /** A bus that treats acks in a way of its own. */
    private abstract static class AckBus implements Bus {
        private final Bus bus;

        AckBus(Bus bus) {
            this.bus = bus;
        }

        abstract void onAck(BusHandler own, BusMessage ack);

        @Override
        public Registration subscribe(String subject, BusHandler handler) {
            return bus.subscribe(
                    subject,
                    message -> {
                        if (subject.startsWith("_INBOX.") && isAck(message)) {
                            onAck(handler, message);
                        } else {
                            handler.onMessage(message);
                        }
                    });
        }

        /** Heartbeats are answered on inboxes too, with nothing in them. */
        private static boolean isAck(BusMessage message) {
            return message.payloadLength() > 0
                    && Ack.decode(message.buffer(), message.payloadIndex(), message.payloadLength())
                            .isPresent();
        }

        @Override
        public Destination destination(String subject) {
            return bus.destination(subject);
        }

        @Override
        public boolean mayHaveInterest(String subject) {
            return bus.mayHaveInterest(subject);
        }

        @Override
        public Registration watchInterest(
                String subject, ShardExecutor shard, InterestListener listener) {
            return bus.watchInterest(subject, shard, listener);
        }
    }
}
