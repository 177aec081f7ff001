package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.publish.PublishHandler;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.PubMsgCursor;
import dev.stanchion.protocol.PubMsgEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Publishes a message of an operator. On the shard of the channel. */
final class Publication {
    private static final int GUID_LENGTH = 22;

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
        Optional<Failure> refusal =
                ChannelName.isValid(operation.channel())
                        ? Optional.empty()
                        : Optional.of(
                                new Failure.Invalid(
                                        "/channel",
                                        "No channel can be called " + operation.channel() + "."));
        Plan plan =
                new Plan(
                        operation,
                        "A message of %s is published to %s."
                                .formatted(
                                        Sentences.count(operation.data().length(), "byte"),
                                        operation.channel()),
                        new PlanState(operation.hashCode(), 0, 0, 0, 1, 0).text(),
                        Effects.NONE,
                        warnings,
                        refusal);
        return new Prepared(plan, Optional.empty(), done -> publish("_admin-" + user, done));
    }

    private void publish(String publisher, Reply<Long> done) {
        channels.whenOpen(
                operation.channel().getBytes(StandardCharsets.UTF_8),
                new ChannelTable.Awaiting() {
                    @Override
                    public void opened(Channel channel) {
                        append(channel, publisher, done);
                    }

                    @Override
                    public void refused(String why) {
                        done.failed(new Failure.Invalid("/channel", why));
                    }
                });
    }

    private void append(Channel channel, String publisher, Reply<Long> done) {
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
                channel,
                message,
                publisher,
                Outcome.of(done::succeeded, why -> done.failed(Failures.of(why))));
    }
}
