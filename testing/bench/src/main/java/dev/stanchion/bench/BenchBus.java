package dev.stanchion.bench;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bus without a network. It hands on incoming messages at once, and counts outgoing ones. The
 * creator of an {@link Arrival} releases it; destinations belong to the bus.
 */
final class BenchBus implements Bus, AutoCloseable {
    private final Map<String, BusHandler> handlers = new HashMap<>();
    private final Map<String, Outgoing> destinations = new HashMap<>();

    /** A message of which everything but the buffer's content stays the same. */
    static final class Arrival implements BusMessage {
        private final ByteBuf buffer = Unpooled.directBuffer();
        private final int subjectLength;
        private final int replyLength;
        private final Origin origin = new Nobody();

        Arrival(String subject, String reply) {
            buffer.writeBytes(Bytes.of(subject)).writeBytes(Bytes.of(reply));
            subjectLength = Bytes.of(subject).length;
            replyLength = Bytes.of(reply).length;
        }

        /** Returns the buffer with nothing behind the subjects; the payload is to be written. */
        ByteBuf empty() {
            return buffer.writerIndex(subjectLength + replyLength);
        }

        void release() {
            buffer.release();
        }

        @Override
        public ByteBuf buffer() {
            return buffer;
        }

        @Override
        public int subjectIndex() {
            return 0;
        }

        @Override
        public int subjectLength() {
            return subjectLength;
        }

        @Override
        public int replyIndex() {
            return subjectLength;
        }

        @Override
        public int replyLength() {
            return replyLength;
        }

        @Override
        public int payloadIndex() {
            return subjectLength + replyLength;
        }

        @Override
        public int payloadLength() {
            return buffer.writerIndex() - payloadIndex();
        }

        @Override
        public Origin origin() {
            return origin;
        }
    }

    private static final class Nobody implements Origin {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public String description() {
            return "nobody";
        }
    }

    /** Counts, and keeps the last message. */
    static final class Outgoing implements Destination {
        private final String subject;
        private final ByteBuf last = Unpooled.directBuffer(64 * 1024);
        private long count;

        Outgoing(String subject) {
            this.subject = subject;
        }

        long count() {
            return count;
        }

        ByteBuf last() {
            return last;
        }

        @Override
        public String subject() {
            return subject;
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length) {
            last.clear().writeBytes(source, index, length);
            count++;
            return true;
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length, String replyTo) {
            return publish(source, index, length);
        }

        @Override
        public boolean isCongested() {
            return false;
        }

        @Override
        public void whenRelieved(ShardExecutor shard, Runnable task) {
            throw new IllegalStateException(subject + " is never congested");
        }
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        handlers.put(subject, handler);
        return () -> handlers.remove(subject);
    }

    /** Returns the only subscriber of a subject. */
    BusHandler handler(String subject) {
        List<BusHandler> all = handlers(subject);
        if (all.size() != 1) {
            throw new IllegalStateException(all.size() + " take " + subject);
        }
        return all.getFirst();
    }

    /** Returns all subscribers of a subject. */
    List<BusHandler> handlers(String subject) {
        return handlers.entrySet().stream()
                .filter(each -> matches(each.getKey().split("\\.", -1), subject.split("\\.", -1)))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean matches(String[] pattern, String[] subject) {
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].equals(">")) {
                return i < subject.length;
            }
            if (i == subject.length) {
                return false;
            }
            if (!pattern[i].equals("*") && !pattern[i].equals(subject[i])) {
                return false;
            }
        }
        return pattern.length == subject.length;
    }

    @Override
    public Outgoing destination(String subject) {
        return destinations.computeIfAbsent(subject, Outgoing::new);
    }

    /** Returns the last message to a subject. */
    byte[] lastTo(String subject) {
        return ByteBufUtil.getBytes(destination(subject).last());
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return true;
    }

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return () -> {}; // as a bus that cannot know
    }

    /** Releases the last messages to all destinations, which are of no use from then on. */
    @Override
    public void close() {
        destinations.values().forEach(each -> each.last().release());
        destinations.clear();
    }
}
