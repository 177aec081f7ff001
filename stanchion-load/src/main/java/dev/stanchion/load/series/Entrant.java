package dev.stanchion.load.series;

import dev.stanchion.load.audience.Audience;
import dev.stanchion.load.audience.Viewers;
import dev.stanchion.load.figures.Round;
import dev.stanchion.load.server.ServerChoice;
import dev.stanchion.load.server.ServerUnderTest;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Work;
import dev.stanchion.load.traffic.Rig;
import dev.stanchion.load.traffic.RoundLimits;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One server in one shape. It starts at its first turn. */
final class Entrant implements AutoCloseable {
    private final ServerChoice choice;
    private final String name;
    private final Shape shape;
    private final Plan plan;
    private final Audience audience;
    private final String word;
    private int rigs;
    private double readyMillis;
    private OptionalLong peakResidentBytes = OptionalLong.empty();
    private @Nullable ServerUnderTest server;
    private @Nullable Rig rig;

    Entrant(
            ServerChoice choice,
            String name,
            Shape shape,
            Plan plan,
            Audience audience,
            String word) {
        this.choice = choice;
        this.name = name;
        this.shape = shape;
        this.plan = plan;
        this.audience = audience;
        this.word = word;
    }

    String name() {
        return name;
    }

    /** Runs a round. */
    Round round(OptionalDouble rate) {
        if (shape.work() instanceof Work.Cold(int messages)) {
            close();
            RoundLimits limits = new RoundLimits(messages, plan.limits().time().multipliedBy(30));
            Round round = lookedAt(rig(), limits, rate);
            notePeak();
            close();
            return round.readyAfter(readyMillis);
        }
        Round round = lookedAt(rig(), plan.limits(), rate);
        notePeak();
        return round;
    }

    /** Runs a round while the audience looks. */
    private Round lookedAt(Rig open, RoundLimits limits, OptionalDouble rate) {
        ServerUnderTest running = server;
        if (audience.isEmpty() || running == null) {
            return open.round(limits, rate);
        }
        Viewers viewers = Viewers.open(running.monitored(), audience, open.channel());
        try (viewers) {
            return open.round(limits, rate);
        }
    }

    private Rig rig() {
        Rig open = rig;
        if (open == null) {
            long began = System.nanoTime();
            ServerUnderTest started =
                    ServerUnderTest.start(choice.serving(shape), shape.isStreaming());
            server = started;
            if (choice instanceof ServerChoice.Started) {
                Rig.awaitService(started, shape.protocol());
            }
            readyMillis = (System.nanoTime() - began) / 1e6;
            open = Rig.open(started, shape, plan.threads(), word + "r" + rigs++);
            rig = open;
        }
        return open;
    }

    private void notePeak() {
        if (server != null) {
            peakResidentBytes = server.peakResidentBytes();
        }
    }

    /** Returns the peak resident memory of the server's process. */
    OptionalLong peakResidentBytes() {
        return peakResidentBytes;
    }

    @Override
    public void close() {
        ServerUnderTest running = server;
        Rig open = rig;
        server = null;
        rig = null;
        try (running) {
            if (open != null) {
                open.close();
            }
        }
    }
}
