package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.publish.PublishHandler;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.PubMsgCursor;
import dev.stanchion.protocol.PubMsgEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Publishes a message of an operator, perhaps several times. On the shard of the channel. */
final class Publication {
    private static final int GUID_LENGTH = 22;

    /** How many are appended before the first of them is stored. */
    private static final int AT_ONCE = 64;

    private final Operation.Publish operation;
    private final ChannelTable channels;
    private final PublishHandler publishing;
    private final Entropy entropy;

    Publication(
            Operation.Publish operation,
            ChannelTable channels,
            PublishHandler publishing,
            Entropy entropy) {
        this.operation = operation;
        this.channels = channels;
        this.publishing = publishing;
        this.entropy = entropy;
    }

    Prepared prepared(String user) {
        boolean isNew = channels.find(operation.channel()) == null;
        List<Warning> warnings =
                isNew
                        ? List.of(
                                new Warning(
                                        "new-channel",
                                        "There is no channel %s; the message creates it."
                                                .formatted(operation.channel())))
                        : List.of();
        Plan plan =
                new Plan(
                        operation,
                        sentence(),
                        new PlanState(operation.hashCode(), 0, 0, 0, 1, 0).text(),
                        Effects.NONE,
                        warnings,
                        refusal());
        return new Prepared(plan, Optional.empty(), done -> publish("_admin-" + user, done));
    }

    private String sentence() {
        String size = Sentences.count(operation.data().length(), "byte");
        return operation.count() == 1
                ? "A message of %s is published to %s.".formatted(size, operation.channel())
                : "%s of %s each are published to %s."
                        .formatted(
                                Sentences.count(operation.count(), "message"),
                                size,
                                operation.channel());
    }

    private Optional<Failure> refusal() {
        if (!ChannelName.isValid(operation.channel())) {
            return Optional.of(
                    new Failure.Invalid(
                            "/channel", "No channel can be called " + operation.channel() + "."));
        }
        long bytes = (long) operation.count() * operation.data().length();
        return operation.count() == 1 || bytes <= Operation.Publish.MOST_BYTES
                ? Optional.empty()
                : Optional.of(
                        new Failure.Invalid(
                                "/count",
                                "%d times %d bytes are more than %d bytes at once."
                                        .formatted(
                                                operation.count(),
                                                operation.data().length(),
                                                Operation.Publish.MOST_BYTES)));
    }

    private void publish(String publisher, Reply<Long> done) {
        channels.whenOpen(
                operation.channel().getBytes(StandardCharsets.UTF_8),
                new ChannelTable.Awaiting() {
                    @Override
                    public void opened(Channel channel) {
                        new Run(channel, publisher, done).goOn();
                    }

                    @Override
                    public void refused(String why) {
                        done.failed(new Failure.Invalid("/channel", why));
                    }
                });
    }

    /** Appends some, and the next ones when these are stored. Owned by the shard. */
    private final class Run {
        private final Channel channel;
        private final String publisher;
        private final Reply<Long> done;
        private int appended;
        private int stored;
        private boolean failed;

        private Run(Channel channel, String publisher, Reply<Long> done) {
            this.channel = channel;
            this.publisher = publisher;
            this.done = done;
        }

        private void goOn() {
            int end = Math.min(operation.count(), appended + AT_ONCE);
            while (appended < end && !failed) {
                appended++;
                append();
            }
        }

        private void append() {
            ByteBuf encoded = Unpooled.buffer();
            PubMsgEncoder.write(
                    encoded,
                    publisher,
                    entropy.token(GUID_LENGTH),
                    operation.channel(),
                    operation.reply(),
                    operation.data().toByteArray(),
                    "");
            PubMsgCursor message = new PubMsgCursor();
            message.wrap(encoded, encoded.readerIndex(), encoded.readableBytes());
            publishing.appendOwn(
                    channel, message, publisher, Outcome.of(this::stored, this::failed));
        }

        private void stored(long sequence) {
            stored++;
            if (failed) {
                return;
            }
            if (stored == operation.count()) {
                done.succeeded(sequence);
            } else if (stored == appended) {
                goOn();
            }
        }

        private void failed(StoreException why) {
            if (!failed) {
                failed = true;
                String text = String.valueOf(why.getMessage());
                done.failed(
                        new Failure.StoreFailed(
                                why.kind(),
                                operation.count() == 1
                                        ? text
                                        : "%s; at least %d of %d messages are stored"
                                                .formatted(text, stored, operation.count())));
            }
        }
    }
}
