package dev.stanchion.engine.client;

import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows whether a client is connected: somebody listens on its heartbeat inbox. It tells the
 * shards, which show it to people, and the log of clients, if the log wants to know. What the
 * engine does with the client does not depend on it.
 */
@ShardOwned
final class Attendance implements InterestListener {
    private final Session session;
    private final ClientLog log;
    private final boolean isShown;
    private final Consumer<Boolean> connected;
    private boolean isAbsent;
    private @Nullable Registration watch;

    /**
     * @param isShown whether people are shown who is connected; NATS Streaming does not look
     * @param connected told when that changes; a client is connected at first
     */
    Attendance(Session session, ClientLog log, boolean isShown, Consumer<Boolean> connected) {
        this.session = session;
        this.log = log;
        this.isShown = isShown;
        this.connected = connected;
    }

    void begin(Bus bus, ShardExecutor shard) {
        String inbox = session.record().heartbeatInbox();
        if ((isShown || log.followsPresence()) && Subjects.isLiteral(inbox)) {
            watch = bus.watchInterest(inbox, shard, this);
        }
    }

    void end() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    @Override
    public void onPresent() {
        change(false);
    }

    @Override
    public void onAbsent() {
        change(true);
    }

    private void change(boolean nowAbsent) {
        if (log.followsPresence()) {
            log.present(session.clientId(), !nowAbsent);
        }
        if (isAbsent != nowAbsent) {
            isAbsent = nowAbsent;
            if (isShown) {
                connected.accept(!nowAbsent);
            }
        }
    }
}
