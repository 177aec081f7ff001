package dev.stanchion.cli.demo.cluster;

import dev.stanchion.cli.demo.Stage;
import dev.stanchion.cli.demo.UntrueStoryException;
import dev.stanchion.cli.terminal.Console;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays the story of a takeover, with processes of its own. It compares what was acknowledged with
 * what was heard before it says that nothing was missed. For one thread, except for {@link #close}.
 */
public final class ClusterDemo implements AutoCloseable {
    private static final String CHANNEL = "tickets:created";
    private static final int TICKETS = 50;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Stage stage;
    private final NatsServerProgram program;
    private final Servers servers;
    private final LongSupplier nanoClock;
    private final long startNanos;

    private ClusterDemo(
            Stage stage,
            NatsServerProgram program,
            Servers servers,
            LongSupplier nanoClock,
            long startNanos) {
        this.stage = stage;
        this.program = program;
        this.servers = servers;
        this.nanoClock = nanoClock;
        this.startNanos = startNanos;
    }

    /**
     * Finds a nats-server and prepares the rest; starts nothing yet.
     *
     * @param natsServer the file that the user has named; null if none was named
     * @param stanchion the executable
     * @param startNanos by {@code nanoClock}, since when a person has waited for the end
     * @throws ClusterDemoException if something is missing, with what to do
     */
    public static ClusterDemo prepare(
            Console console,
            @Nullable String natsServer,
            Map<String, String> environment,
            Class<?> stanchion,
            LongSupplier nanoClock,
            long startNanos) {
        NatsServerProgram program = NatsServerProgram.find(natsServer, environment);
        Servers servers = Servers.prepare(program, stanchion, nanoClock);
        return new ClusterDemo(new Stage(console), program, servers, nanoClock, startNanos);
    }

    /**
     * Plays all scenes.
     *
     * @throws UntrueStoryException if something did not happen as told
     * @throws ClusterDemoException if a server cannot start
     */
    public void play() {
        stage.title(
                "Three nats-servers, two Stanchions, and the end of one. A story in five scenes.");
        threeNatsServers();
        stage.scene("Two Stanchions start with the same command");
        Child active = servers.startStanchion("stanchion-1");
        Servers.awaitActive(active);
        stage.event(active.name(), "is active, process " + active.pid());
        Child follower = servers.startStanchion("stanchion-2");
        stage.event(follower.name(), "follows, process " + follower.pid());
        stage.moral(
                "stanchion server -store jetstream -cid %s -ns %s"
                        .formatted(Servers.CLUSTER_ID, servers.urls()));
        try (SteadyListener listener = new SteadyListener(servers.urls(), CHANNEL, nanoClock);
                SteadyPublisher publisher = new SteadyPublisher(servers.urls(), CHANNEL)) {
            sell(publisher, listener);
            double takeoverSeconds = kill(active, follower, publisher, listener);
            compare(publisher, listener);
            stage.end(
                    "Nothing was missed. The takeover took %s s, the demo %s s."
                            .formatted(
                                    seconds(takeoverSeconds),
                                    seconds((nanoClock.getAsLong() - startNanos) / 1e9)));
        }
        stage.hint("With servers of yours: docs/guide/jetstream-store.md");
    }

    private void threeNatsServers() {
        stage.scene("Three nats-servers form a cluster");
        servers.startNats();
        for (int i = 0; i < servers.natsServers(); i++) {
            stage.event("nats-server-" + (i + 1), program.version() + " at " + servers.url(i));
        }
        stage.moral("Each message will be on two of them before it is acknowledged.");
    }

    private void sell(SteadyPublisher publisher, SteadyListener listener) {
        stage.scene("A publisher sells a ticket every 20 ms, and a listener hears them");
        publisher.start();
        await(TICKETS + " acknowledged tickets", () -> publisher.acknowledged().size() >= TICKETS);
        listener.await(publisher.acknowledged());
        stage.event("publisher", "has sold more than " + TICKETS + " tickets");
        stage.event("listener", "has heard each of them");
        stage.moral("Both are connected to the nats-servers, and to no Stanchion.");
    }

    private double kill(
            Child active, Child follower, SteadyPublisher publisher, SteadyListener listener) {
        stage.scene("The active Stanchion is killed while both go on");
        listener.measure();
        int before = publisher.acknowledged().size();
        long killedNanos = nanoClock.getAsLong();
        active.kill();
        stage.event(active.name(), "killed: kill -9 " + active.pid());
        Servers.awaitActive(follower);
        double takeoverSeconds = (nanoClock.getAsLong() - killedNanos) / 1e9;
        stage.event(follower.name(), "is active after %s s".formatted(seconds(takeoverSeconds)));
        await(
                "acknowledgements after the takeover",
                () -> publisher.acknowledged().size() >= before + TICKETS);
        listener.await(publisher.acknowledged());
        stage.event(
                "listener",
                "heard nothing for %s s, and then went on"
                        .formatted(seconds(listener.longestSilenceSeconds())));
        stage.moral("No connection of a client has ended.");
        return takeoverSeconds;
    }

    private void compare(SteadyPublisher publisher, SteadyListener listener) {
        stage.scene("The books are compared");
        publisher.stop();
        awaitAtMost(ANSWER_NANOS, () -> publisher.unanswered() == 0);
        int again = publisher.publishAgain();
        await("an answer to each ticket", () -> publisher.unanswered() == 0);
        int sold = publisher.acknowledged().size();
        listener.await(publisher.acknowledged());
        if (again > 0) {
            stage.event(
                    "publisher",
                    "got no answer for %d tickets while nobody was active, and published them again"
                            .formatted(again));
        }
        stage.event("publisher", "%d tickets are acknowledged".formatted(sold));
        stage.event("listener", "heard all %d".formatted(sold));
    }

    private void await(String what, BooleanSupplier condition) {
        if (!awaitAtMost(PATIENCE_NANOS, condition)) {
            throw new UntrueStoryException(
                    what,
                    "within " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s",
                    "nothing");
        }
    }

    private boolean awaitAtMost(long nanos, BooleanSupplier condition) {
        long endNanos = nanoClock.getAsLong() + nanos;
        while (!condition.getAsBoolean()) {
            if (nanoClock.getAsLong() - endNanos > 0 || servers.isClosed()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    /** Ends all processes and deletes what they have written; safe from another thread. */
    @Override
    public void close() {
        servers.close();
    }

    /** Tells whether {@link #close} was called. */
    public boolean isClosed() {
        return servers.isClosed();
    }
}
