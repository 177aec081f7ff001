package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.loop.Fanout;
import dev.stanchion.nats.loop.LoopThread;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.loop.Receiver;
import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.routing.Matches;
import dev.stanchion.nats.routing.PreparedMatch;
import dev.stanchion.nats.routing.SubjectRouter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A subject with its last match. Safe for use by the loops of its server. */
final class PreparedDestination implements Destination {
    private static final byte[] NO_REPLY = {};

    private final String subject;
    private final byte[] subjectBytes;
    private final PreparedMatch<Receiver> match;

    PreparedDestination(SubjectRouter<Receiver> router, String subject) {
        this.subject = subject;
        subjectBytes = subject.getBytes(StandardCharsets.UTF_8);
        match = new PreparedMatch<>(router, subjectBytes);
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length) {
        return publish(source, index, length, NO_REPLY);
    }

    @Override
    public boolean publish(ByteBuf source, int index, int length, Destination reply) {
        return publish(source, index, length, ((PreparedDestination) reply).subjectBytes);
    }

    private boolean publish(ByteBuf source, int index, int length, byte[] reply) {
        TurnLoop loop = LoopThread.currentLoop();
        if (loop == null) {
            throw new IllegalStateException("publish to " + subject + ": not on an event loop");
        }
        loop.enterTurn();
        Matches<Receiver> matches = match.current();
        Fanout fanout = loop.fanout();
        RoutedMessage message = fanout.borrow();
        @Nullable ByteBuf whole = null;
        try {
            message.publish(source, index, length, subjectBytes, reply);
            if (hasHandler(matches)) {
                whole = assemble(source, index, length, reply);
                message.assembled(whole);
            }
            return fanout.deliver(message, matches);
        } finally {
            fanout.giveBack(message);
            if (whole != null) {
                whole.release();
            }
        }
    }

    private static boolean hasHandler(Matches<Receiver> matches) {
        for (int i = 0; i < matches.plainCount(); i++) {
            if (matches.plain(i) instanceof InProcessSubscription) {
                return true;
            }
        }
        return false;
    }

    /** Copies subject, reply and payload into one buffer, as in-process handlers expect them. */
    private ByteBuf assemble(ByteBuf source, int index, int length, byte[] reply) {
        return PooledByteBufAllocator.DEFAULT
                .directBuffer(subjectBytes.length + reply.length + length)
                .writeBytes(subjectBytes)
                .writeBytes(reply)
                .writeBytes(source, index, length);
    }

    @Override
    public boolean isCongested() {
        return congested(match.current()) != null;
    }

    @Override
    public void whenRelieved(NatsLoop loop, Runnable task) {
        Receiver congested = congested(match.current());
        if (congested == null) {
            loop.execute(task);
        } else {
            // Another target may be congested by then, so check again.
            congested.whenRelieved(() -> whenRelieved(loop, task));
        }
    }

    private static @Nullable Receiver congested(Matches<Receiver> matches) {
        for (int i = 0; i < matches.plainCount(); i++) {
            if (matches.plain(i).isCongested()) {
                return matches.plain(i);
            }
        }
        for (int i = 0; i < matches.queueCount(); i++) {
            for (int member = 0; member < matches.memberCount(i); member++) {
                if (matches.member(i, member).isCongested()) {
                    return matches.member(i, member);
                }
            }
        }
        return null;
    }
}
