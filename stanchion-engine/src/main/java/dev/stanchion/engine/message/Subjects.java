package dev.stanchion.engine.message;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Subjects that clients have named. They may be anything, even text that is no valid subject. */
public final class Subjects {
    private Subjects() {}

    /**
     * Prepares a subject that a client has named. If it is no literal subject, messages to it
     * vanish, as with an inbox without a subscriber.
     */
    public static Destination destination(Bus bus, String subject) {
        return isLiteral(subject) ? bus.destination(subject) : new Nowhere(subject);
    }

    /** Returns whether a NATS message can be published to this subject. */
    public static boolean isLiteral(String subject) {
        char previous = '.';
        for (int i = 0; i < subject.length(); i++) {
            char next = subject.charAt(i);
            boolean splits = next == '.' && previous == '.';
            if (next <= ' ' || next == '*' || next == '>' || next == 0x7F || splits) {
                return false;
            }
            previous = next;
        }
        return previous != '.';
    }

    /** Returns the reply subject of a message; empty if it wants no answer. */
    public static String replyOf(BusMessage message) {
        return text(message.buffer(), message.replyIndex(), message.replyLength());
    }

    public static String text(ByteBuf buffer, int index, int length) {
        return length == 0 ? "" : buffer.toString(index, length, StandardCharsets.UTF_8);
    }

    /** A destination that can have no subscriber. */
    private record Nowhere(String subject) implements Destination {
        @Override
        public boolean publish(ByteBuf source, int index, int length) {
            return false;
        }

        @Override
        public boolean publish(ByteBuf source, int index, int length, String replyTo) {
            return false;
        }

        @Override
        public boolean isCongested() {
            return false;
        }

        @Override
        public void whenRelieved(ShardExecutor shard, Runnable task) {
            shard.execute(task);
        }
    }
}
