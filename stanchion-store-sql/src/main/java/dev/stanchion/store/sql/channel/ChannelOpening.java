package dev.stanchion.store.sql.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.remote.Block;
import dev.stanchion.store.sql.database.Sql;
import dev.stanchion.store.sql.log.SqlChannelLog;
import dev.stanchion.store.sql.read.MessageTable;
import dev.stanchion.store.sql.subscription.SqlSubscriptionLog;
import dev.stanchion.store.sql.write.ChannelWork;
import dev.stanchion.store.sql.write.StatementRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens one channel. Confined to the channel's shard. */
final class ChannelOpening {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelOpening.class);

    private final ChannelRegistry registry;
    private final String name;
    private final ChannelLimits limits;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final OpenChannel open;
    private final Outcome<ChannelStore> outcome;

    ChannelOpening(
            ChannelRegistry registry,
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            OpenChannel open,
            Outcome<ChannelStore> outcome) {
        this.registry = registry;
        this.name = name;
        this.limits = limits;
        this.owner = owner;
        this.listener = listener;
        this.open = open;
        this.outcome = outcome;
    }

    /** Creates a channel that is not in the database. */
    void create(int number) {
        FoundChannel.StoredLimits stored = storedLimits();
        FoundChannel empty = new FoundChannel(number, name, 0, 0, 0, stored, List.of());
        write(
                "create",
                connection -> insert(connection, number, stored),
                Outcome.of(
                        done -> opened(empty, new SqlChannelLog.Recovered(List.of(), 0, 0)),
                        why -> refused(why)));
    }

    private void write(
            String operation,
            StatementRequest.Statements statements,
            Outcome<Outcome.Done> written) {
        registry.services()
                .gathering()
                .add(new StatementRequest(operation, name, statements, owner, written));
    }

    private FoundChannel.StoredLimits storedLimits() {
        return new FoundChannel.StoredLimits(
                Math.min(limits.maxMessages(), Integer.MAX_VALUE),
                limits.maxBytes(),
                limits.maxAgeNanos());
    }

    private void insert(Connection connection, int number, FoundChannel.StoredLimits stored)
            throws SQLException {
        Sql.update(
                connection,
                registry.dialect()
                        .unlessThere(
                                "INSERT INTO Channels (id, name, maxmsgs, maxbytes, maxage)"
                                        + " VALUES (?, ?, ?, ?, ?)"),
                number,
                name,
                (int) stored.maxMessages(),
                stored.maxBytes(),
                stored.maxAge());
    }

    /** Opens a channel that an earlier run has left. */
    void load(FoundChannel known) {
        MessageTable table = new MessageTable(registry.dialect(), known.id(), name);
        registry.services()
                .readers()
                .readAll(
                        "open",
                        name,
                        table::summaries,
                        owner,
                        summaries -> {
                            opened(known, recovered(known, summaries));
                            rememberLimits(known);
                        },
                        this::refused);
    }

    private static SqlChannelLog.Recovered recovered(
            FoundChannel known, List<Block.Summary> summaries) {
        long last = known.highestSequence();
        long lastTimestamp = known.lastTimestamp();
        for (Block.Summary summary : summaries) {
            last = Math.max(last, summary.last());
            lastTimestamp = Math.max(lastTimestamp, summary.maxTimestamp());
        }
        return new SqlChannelLog.Recovered(summaries, last, lastTimestamp);
    }

    private void opened(FoundChannel channel, SqlChannelLog.Recovered recovered) {
        ChannelWork work = new ChannelWork(channel.id(), name, recovered.last(), 0);
        SqlChannelLog log =
                new SqlChannelLog(
                        work,
                        new MessageTable(registry.dialect(), channel.id(), name),
                        recovered,
                        limits,
                        registry.settings().tails(),
                        registry.settings().maxMessageBytes(),
                        owner,
                        listener,
                        registry.services());
        SqlSubscriptionLog subscriptions =
                new SqlSubscriptionLog(
                        work,
                        registry.services().gathering(),
                        owner,
                        channel.subscriptions(),
                        channel.highestSubscription(),
                        registry.settings().subscriptionDelay().toNanos(),
                        registry::newSubscriptionId);
        open.opened(work, log, subscriptions);
        registry.opened(name);
        log.applyLimits();
        outcome.succeeded(new ChannelStore(log, subscriptions));
    }

    /**
     * Writes the limits of the channel. The Go server compares its limits with the table at its
     * start, and deletes messages if its own limits are lower.
     */
    private void rememberLimits(FoundChannel known) {
        FoundChannel.StoredLimits now = storedLimits();
        if (now.equals(known.limits())) {
            return;
        }
        write(
                "limits",
                connection ->
                        Sql.update(
                                connection,
                                "UPDATE Channels SET maxmsgs=?, maxbytes=?, maxage=? WHERE id=?",
                                (int) now.maxMessages(),
                                now.maxBytes(),
                                now.maxAge(),
                                known.id()),
                new Outcome<>() {
                    @Override
                    public void succeeded(Done done) {} // no caller waits for this write

                    @Override
                    public void failed(StoreException why) {
                        LOG.warn("The limits of {} are not recorded: {}", name, why.getMessage());
                    }
                });
    }

    private void refused(StoreException why) {
        registry.notOpened(name, open);
        outcome.failed(why);
    }
}
