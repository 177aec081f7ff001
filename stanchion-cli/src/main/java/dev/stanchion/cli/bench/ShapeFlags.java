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
            description =
                    "Names of shapes or groups of shapes, separated by commas; see --list. Default: 1:1")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--publishers",
            paramLabel = "N",
            description = "Custom shape: number of publishers. Default: 1")
    private @Nullable Integer publishers;

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            description = "Custom shape: number of subscribers. Default: 1")
    private @Nullable Integer subscribers;

    @Option(
            names = "--queue-members",
            paramLabel = "N",
            description = "Custom shape: number of subscribers in one queue group.")
    private @Nullable Integer queueMembers;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description = "Custom shape: number of channels that are used in turn. Default: 1")
    private @Nullable Integer channels;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description = "Custom shape: bytes of each payload. Default: 128")
    private @Nullable Integer payloadBytes;

    @Option(
            names = "--window",
            paramLabel = "N",
            description =
                    "Custom shape: maximum number of unacknowledged messages of a publisher. Default:"
                            + " 16384, which is the default of the client libraries")
    private @Nullable Integer window;

    @Option(
            names = "--sync",
            description = "Custom shape: publishers wait for each acknowledgement, as --window 1.")
    private boolean sync;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Custom shape: messages per second in total. Measures latencies.")
    private @Nullable Double rate;

    @Option(
            names = "--core",
            description = "Custom shape: use core NATS instead of NATS Streaming.")
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
                    "--shape: cannot be combined with flags for a custom shape");
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
                                            "--shape: no shape '" + name + "'; --list shows all")));
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
            throw new IllegalArgumentException(
                    "--subscribers and --queue-members cannot be combined");
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
            throw new IllegalArgumentException("--sync and --window cannot be combined");
        }
        if (rate != null) {
            if (sync || window != null) {
                throw new IllegalArgumentException(
                        "--rate does not wait for acknowledgements: leave out --sync and --window");
            }
            return new Work.Paced(rate);
        }
        if (core && (sync || window != null)) {
            throw new IllegalArgumentException(
                    "--core has no acknowledgements: leave out --sync and --window");
        }
        return new Work.Flood(sync ? 1 : orElse(window, Shapes.CLIENTS_WINDOW));
    }

    private static int orElse(@Nullable Integer value, int other) {
        return value == null ? other : value;
    }
}
