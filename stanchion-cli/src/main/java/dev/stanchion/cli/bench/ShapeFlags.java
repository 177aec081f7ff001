package dev.stanchion.cli.bench;

import dev.stanchion.load.shape.Ballast;
import dev.stanchion.load.shape.Protocol;
import dev.stanchion.load.shape.Reception;
import dev.stanchion.load.shape.Shape;
import dev.stanchion.load.shape.Shapes;
import dev.stanchion.load.shape.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags for the load: shapes of the catalogue, or a custom one. */
final class ShapeFlags {
    private static final String USUAL = "1:1";
    private static final String OWN = "own";

    @Option(
            names = {"-s", "--shape"},
            paramLabel = "NAME",
            split = ",",
            description = "Shapes by name, or a group of them; 1:1 if you say nothing.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--publishers", paramLabel = "N", description = "A shape of your own: so many.")
    private @Nullable Integer publishers;

    @Option(names = "--subscribers", paramLabel = "N", description = "So many subscribers.")
    private @Nullable Integer subscribers;

    @Option(
            names = "--queue-members",
            paramLabel = "N",
            description = "So many subscribers, all in one queue group.")
    private @Nullable Integer queueMembers;

    @Option(names = "--channels", paramLabel = "N", description = "So many channels in turn.")
    private @Nullable Integer channels;

    @Option(names = "--size", paramLabel = "BYTES", description = "Payloads of so many bytes.")
    private @Nullable Integer payloadBytes;

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "Messages that a publisher leaves unacknowledged; 16384 as clients do.")
    private @Nullable Integer window;

    @Option(names = "--sync", description = "Wait for each acknowledgement: --window 1.")
    private boolean sync;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Send so many messages per second, for latencies.")
    private @Nullable Double rate;

    @Option(names = "--core", description = "Core NATS instead of NATS Streaming.")
    private boolean core;

    /**
     * Returns the chosen shapes.
     *
     * @throws IllegalArgumentException with the flag and what it expects
     */
    List<Shape> chosen() {
        boolean hasOwn = isOwn();
        if (!names.isEmpty() && hasOwn) {
            throw new IllegalArgumentException(
                    "--shape names a shape of the catalogue; without it the other flags make one");
        }
        if (hasOwn) {
            return List.of(own());
        }
        List<Shape> shapes = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of(USUAL) : names) {
            shapes.addAll(
                    Shapes.find(name)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "--shape: '" + name + "' is none; --list shows them")));
        }
        return shapes;
    }

    /** Returns whether any of these flags was given. */
    boolean isChosen() {
        return !names.isEmpty() || isOwn();
    }

    private boolean isOwn() {
        return publishers != null
                || subscribers != null
                || queueMembers != null
                || channels != null
                || payloadBytes != null
                || window != null
                || rate != null
                || sync
                || core;
    }

    private Shape own() {
        if (subscribers != null && queueMembers != null) {
            throw new IllegalArgumentException("--subscribers or --queue-members, not both");
        }
        Integer listening = queueMembers == null ? subscribers : queueMembers;
        return new Shape(
                OWN,
                core ? Protocol.CORE : Protocol.STREAMING,
                orElse(publishers, 1),
                orElse(listening, 1),
                queueMembers == null ? Reception.EACH : Reception.QUEUE,
                orElse(channels, 1),
                orElse(payloadBytes, 128),
                work(),
                Ballast.NONE);
    }

    private Work work() {
        if (sync && window != null) {
            throw new IllegalArgumentException("--sync or --window, not both");
        }
        if (rate != null) {
            if (sync || window != null) {
                throw new IllegalArgumentException(
                        "--rate sends on time, whatever is acknowledged: no --sync, no --window");
            }
            return new Work.Paced(rate);
        }
        if (core && (sync || window != null)) {
            throw new IllegalArgumentException("--core has no acknowledgements to wait for");
        }
        return new Work.Flood(sync ? 1 : orElse(window, Shapes.CLIENTS_WINDOW));
    }

    private static int orElse(@Nullable Integer value, int other) {
        return value == null ? other : value;
    }
}
