package dev.stanchion.store.jetstream.append;

import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the first messages of a writer's queue, or a part of the gap there, as one batch.
 * Confined to the shard.
 */
final class BatchSender {
    static final int MAX_BATCH = 500;

    private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    private final Inbox inbox;
    private final ClusterLink link;
    private final Inbox.Branch branch;
    private final Deque<Outgoing> queue;
    private boolean takesBatches = true;
    private long batches;
    private int count;
    private @Nullable BatchReply reply;

    /**
     * @param branch where answers come
     * @param queue not empty when a batch begins
     */
    BatchSender(Inbox inbox, Inbox.Branch branch, Deque<Outgoing> queue) {
        this.inbox = inbox;
        this.link = inbox.link();
        this.branch = branch;
        this.queue = queue;
    }

    /** Says whether the stream takes batches; if not, each is of one message. */
    void takesBatches(boolean batchesAllowed) {
        takesBatches = batchesAllowed;
    }

    /**
     * Begins the next batch. Answers to earlier ones mean nothing from here on.
     *
     * @return how many sequences the batch takes
     */
    int begin(int generation) {
        Outgoing head = queue.getFirst();
        count = head.isGap() ? (int) Math.min(MAX_BATCH, head.numbers()) : messageBatch();
        batches++;
        String identity = generation + "." + inbox.secret() + "-" + branch.number() + "-" + batches;
        reply =
                takesBatches
                        ? new BatchReply(branch.prefix(), identity, count)
                        : BatchReply.ofOne(branch.prefix(), identity);
        return count;
    }

    private int messageBatch() {
        if (!takesBatches) {
            return 1;
        }
        int messages = 0;
        long bytes = 0;
        for (Outgoing each : queue) {
            bytes += each.totalLength();
            boolean isOver = messages == MAX_BATCH || (messages > 0 && bytes > MAX_BATCH_BYTES);
            if (each.isGap() || isOver) {
                break;
            }
            messages++;
        }
        return messages;
    }

    /**
     * Publishes the batch that has begun.
     *
     * @param last the last sequence of the stream
     * @return whether all of it was sent
     */
    boolean publish(long last) {
        BatchReply replies = reply;
        if (replies == null) {
            throw new IllegalStateException("no batch has begun");
        }
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.buffer();
        try {
            Outgoing gap = queue.getFirst().isGap() ? queue.getFirst() : null;
            var messages = queue.iterator();
            for (int i = 1; i <= count; i++) {
                Outgoing message = gap == null ? messages.next() : gap;
                int index = bytes.writerIndex();
                message.writeTo(bytes, last + i - 1);
                boolean isSent =
                        link.publish(
                                message.subject(),
                                replies.bytes(),
                                replies.of(i),
                                bytes,
                                index,
                                message.headerLength(),
                                message.totalLength());
                if (!isSent) {
                    return false;
                }
            }
            return true;
        } finally {
            bytes.release();
        }
    }

    /**
     * Tells whether an answer is one to the latest batch.
     *
     * @param tail the answer's subject behind the prefix of the branch
     */
    boolean isAnsweredBy(String tail) {
        BatchReply latest = reply;
        return latest != null && latest.isAnsweredBy(tail);
    }
}
