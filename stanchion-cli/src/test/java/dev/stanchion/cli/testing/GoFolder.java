package dev.stanchion.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.MessageSink;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.SourceSubscriptions;
import dev.stanchion.transfer.gofile.GoFileExport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory with files as the Go server writes them: cluster {@code ticketing}, and channel
 * {@code orders} with 5 messages, of which a durable has acknowledged none.
 */
public final class GoFolder implements Source, SourceChannel {
    private static final int MESSAGES = 5;

    private final Findings findings = new Findings();

    private GoFolder() {}

    /** Writes the files into a directory that does not exist; returns it. */
    public static Path at(Path directory) {
        new GoFileExport(new GoFolder(), directory).write();
        return directory;
    }

    @Override
    public ServerRecord server() {
        return new ServerRecord("ticketing", "_STAN.discover", "ticketing");
    }

    @Override
    public List<ClientRecord> clients() {
        return List.of(new ClientRecord("app", "_INBOX.app", "", 1, 5, 3));
    }

    @Override
    public List<SourceChannel> channels() {
        return List.of(this);
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void requireUnchanged() {}

    @Override
    public void close() {}

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public long sizeBytes() {
        return 0;
    }

    @Override
    public void readMessages(MessageSink sink) {
        for (int i = 1; i <= MESSAGES; i++) {
            ByteBuf payload = Unpooled.copiedBuffer("order " + i, UTF_8);
            ByteBuf encoded = Unpooled.buffer();
            MsgProtoEncoder.write(
                    encoded,
                    i,
                    name().getBytes(UTF_8),
                    payload,
                    0,
                    0,
                    0,
                    payload.readableBytes(),
                    1000L + i);
            MsgProtoCursor message = new MsgProtoCursor();
            message.wrap(encoded, 0, encoded.readableBytes());
            sink.onMessage(message);
        }
    }

    @Override
    public SourceSubscriptions readSubscriptions() {
        SubscriptionRecord durable =
                new SubscriptionRecord(
                        1, "app", "", "_INBOX.s", "_INBOX.a", 10, 30, "mailer", 5, true, false);
        return new SourceSubscriptions(
                1, List.of(new RecoveredState.Subscription(durable, List.of(1L, 2L, 3L, 4L, 5L))));
    }
}
