package dev.stanchion.kit.bus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.kit.shard.ManualShard;
import dev.stanchion.kit.shard.ManualShards;
import java.util.ArrayList;
import java.util.List;

/** The bus in memory with two shards; everything happens on the thread of the test. */
final class MemoryFixture implements BusContract.Fixture {
    private final ManualShards shards = new ManualShards(2);
    private final MemoryBus bus = new MemoryBus(shards);

    @Override
    public MemoryBus bus() {
        return bus;
    }

    @Override
    public List<ManualShard> shards() {
        return shards.all();
    }

    @Override
    public BusPeer connect() {
        return new Peer(bus);
    }

    @Override
    public void letOthersWork() {
        do {
            shards.settle();
        } while (bus.deliver());
    }

    @Override
    public void awaitSubscribed() {} // they are effective at once

    @Override
    public void close() {} // nothing but memory

    /** A client on the first shard. */
    private static final class Peer implements BusPeer {
        private final MemoryBus bus;
        private final MemoryConnection connection = new MemoryConnection(0);
        private final List<Registration> subscriptions = new ArrayList<>();
        private final List<String> received = new ArrayList<>();

        Peer(MemoryBus bus) {
            this.bus = bus;
        }

        @Override
        public void subscribe(String subject) {
            subscriptions.add(bus.subscribe(subject, this::take));
        }

        private void take(BusMessage message) {
            received.add(
                    text(message, message.subjectIndex(), message.subjectLength())
                            + "|"
                            + text(message, message.replyIndex(), message.replyLength())
                            + "|"
                            + text(message, message.payloadIndex(), message.payloadLength()));
        }

        private static String text(BusMessage message, int index, int length) {
            return message.buffer().toString(index, length, ISO_8859_1);
        }

        @Override
        public void unsubscribeFirst() {
            subscriptions.getFirst().close();
        }

        @Override
        public void publish(String subject, String reply, String payload) {
            bus.send(connection, subject, reply, payload.getBytes(ISO_8859_1));
        }

        @Override
        public List<String> received() {
            return List.copyOf(received);
        }

        @Override
        public void close() {
            subscriptions.forEach(Registration::close);
        }
    }
}
