package dev.stanchion.engine.client;

import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import org.jspecify.annotations.Nullable;

/** Reports to the log of clients whether one of them is present, if the log wants to know. */
@ShardOwned
final class Attendance implements InterestListener {
    private final Session session;
    private final ClientLog log;
    private @Nullable Registration watch;

    Attendance(Session session, ClientLog log) {
        this.session = session;
        this.log = log;
    }

    void begin(Bus bus, ShardExecutor shard) {
        String inbox = session.record().heartbeatInbox();
        if (log.followsPresence() && Subjects.isLiteral(inbox)) {
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
        log.present(session.clientId(), true);
    }

    @Override
    public void onAbsent() {
        log.present(session.clientId(), false);
    }
}
