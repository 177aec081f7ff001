package dev.stanchion.activity;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.Outcome.Done;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import java.time.Duration;
import java.util.function.Supplier;

/** A lock of several members in memory, which answers after a while. Confined to one thread. */
final class SharedLock {
    static final Duration LATENCY = Duration.ofMillis(5);

    private Sighting holder = Sighting.FREE;
    private String owner = "";
    private long epoch;
    private boolean isReadable = true;

    /** An outsider takes it. */
    void takenByOutsider() {
        owner = "go";
        holder = new Sighting(Rival.OUTSIDER, "go", 1, "a Go server");
        epoch++;
    }

    /** The holder gives a sign of life. */
    void beat() {
        holder =
                new Sighting(
                        holder.rival(),
                        holder.id(),
                        holder.mark() + 1,
                        holder.holder(),
                        holder.isGone());
    }

    /** The holder seems to have ended. */
    void seemsGone() {
        holder = new Sighting(holder.rival(), holder.id(), holder.mark(), holder.holder(), true);
    }

    void readable(boolean now) {
        isReadable = now;
    }

    String owner() {
        return owner;
    }

    long epoch() {
        return epoch;
    }

    boolean isHeldBy(String id) {
        return holder.id().equals(id);
    }

    void beatOf(String id) {
        if (isHeldBy(id)) {
            beat();
        }
    }

    /** The lock as one member sees it. */
    final class Handle implements Lock {
        private final String name;
        private final Rival kind;
        private final ShardExecutor shard;
        private String id = "";
        private int renewals;
        private boolean isRefusing;
        private boolean isForbidden;
        private int claims;

        Handle(String name, Rival kind, ShardExecutor shard) {
            this.name = name;
            this.kind = kind;
            this.shard = shard;
        }

        int renewals() {
            return renewals;
        }

        /** From now on claims are refused. */
        void refuse(boolean now) {
            isRefusing = now;
        }

        /** From now on claims fail, whoever has the lock. */
        void forbid() {
            isForbidden = true;
        }

        int claims() {
            return claims;
        }

        private <T> void later(Supplier<T> work, Outcome<T> outcome) {
            shard.schedule(
                    LATENCY.toNanos(),
                    () -> {
                        T result;
                        try {
                            result = work.get();
                        } catch (StoreException e) {
                            outcome.failed(e);
                            return;
                        }
                        outcome.succeeded(result);
                    });
        }

        @Override
        public void look(Outcome<Sighting> outcome) {
            later(this::seen, outcome);
        }

        private Sighting seen() {
            if (!isReadable) {
                throw new StoreException(StoreException.Kind.IO, "look", "lock", "no database");
            }
            return isHeldBy(id) && !id.isEmpty()
                    ? new Sighting(Rival.SELF, id, holder.mark(), name)
                    : holder;
        }

        @Override
        public void claim(Sighting seen, Basis basis, Outcome<Tenure> outcome) {
            later(() -> claimed(seen, basis), outcome);
        }

        private Tenure claimed(Sighting seen, Basis basis) {
            claims++;
            if (isForbidden) {
                throw new StoreException(StoreException.Kind.IO, "claim", "lock", "no right");
            }
            boolean isSame =
                    holder.id().equals(seen.id())
                            && (basis == Basis.UNHEARD || holder.mark() == seen.mark());
            if (isRefusing || !isSame) {
                throw new StoreException(
                        StoreException.Kind.BUSY, "claim", "lock", "held by " + owner);
            }
            boolean wasFree = holder.rival() == Rival.NONE;
            epoch++;
            id = name + "-" + epoch;
            owner = name;
            holder = new Sighting(kind, id, 0, name);
            return new Tenure(id, epoch, wasFree);
        }

        @Override
        public void renew(Outcome<Done> outcome) {
            later(
                    () -> {
                        if (!isHeldBy(id)) {
                            throw new StoreException(
                                    StoreException.Kind.FENCED, "renew", "lock", "taken");
                        }
                        renewals++;
                        beat();
                        return Done.DONE;
                    },
                    outcome);
        }

        @Override
        public void release(Outcome<Done> outcome) {
            later(
                    () -> {
                        if (isHeldBy(id)) {
                            holder = Sighting.FREE;
                            owner = "";
                        }
                        return Done.DONE;
                    },
                    outcome);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
