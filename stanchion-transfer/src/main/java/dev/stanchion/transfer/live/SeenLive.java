package dev.stanchion.transfer.live;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.transfer.Findings;
import dev.stanchion.transfer.MessageSink;
import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.SourceChannel;
import dev.stanchion.transfer.SourceSubscriptions;
import java.util.List;

/**
 * A server that has ended, and of which only the messages could be read while it ran. Nothing more
 * can be read of it.
 *
 * @param seen the channels of the last look
 */
public record SeenLive(ServerRecord server, List<SourceChannel> seen, Findings findings)
        implements Source {
    public SeenLive {
        seen = List.copyOf(seen);
    }

    /**
     * The channels of the last look.
     *
     * @param place names the server in what is lost with it
     */
    public SeenLive(ServerRecord server, List<SourceChannel> seen, String place) {
        this(server, seen, new Findings());
        findings.loss(
                place,
                "clients, durables, queue groups and positions were in its memory only, and so was"
                        + " each message that it acknowledged between the last look and its end");
    }

    @Override
    public List<ClientRecord> clients() {
        return List.of();
    }

    @Override
    public List<SourceChannel> channels() {
        return seen.stream()
                .<SourceChannel>map(each -> new Channel(each.name(), each.lastSequence()))
                .toList();
    }

    @Override
    public boolean mayForget() {
        return true;
    }

    @Override
    public void requireUnchanged() {}

    @Override
    public void close() {}

    /** A channel without more messages. */
    private record Channel(String name, long lastSequence) implements SourceChannel {
        @Override
        public long sizeBytes() {
            return 0;
        }

        @Override
        public void readMessages(MessageSink sink) {}

        @Override
        public SourceSubscriptions readSubscriptions() {
            return new SourceSubscriptions(0, List.of());
        }
    }
}
