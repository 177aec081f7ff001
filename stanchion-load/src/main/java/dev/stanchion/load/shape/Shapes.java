package dev.stanchion.load.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue of all named shapes and groups. Immutable. */
public final class Shapes {
    /**
     * The maximum number of unacknowledged messages in the client libraries ({@code
     * spec/streaming.md} 1.6).
     */
    public static final int CLIENTS_WINDOW = 16_384;

    private static final Work FLOOD = new Work.Flood(CLIENTS_WINDOW);
    private static final int USUAL_BYTES = 128;
    private static final int MANY = 10_000;
    private static final int BIG_STORE = 900_000;
    private static final int[] CORE_BYTES = {16, 128, 1024, 8192};
    private static final int[][] CORE_PARTIES = {{1, 0}, {1, 1}, {1, 4}, {4, 4}};

    private static final List<Shape> ALL = all();

    private Shapes() {}

    private static List<Shape> all() {
        List<Shape> shapes = new ArrayList<>(streaming());
        for (int bytes : CORE_BYTES) {
            for (int[] parties : CORE_PARTIES) {
                shapes.add(core(parties[0], parties[1], bytes));
            }
        }
        return List.copyOf(shapes);
    }

    private static List<Shape> streaming() {
        return List.of(
                stored("1:0", 1, 0, USUAL_BYTES, FLOOD),
                stored("1:1", 1, 1, USUAL_BYTES, FLOOD),
                stored("1:4", 1, 4, USUAL_BYTES, FLOOD),
                stored("4:4", 4, 4, 1024, FLOOD),
                stored("1:100", 1, 100, USUAL_BYTES, FLOOD),
                stored("8k", 1, 1, 8192, FLOOD),
                group("queue", Reception.QUEUE, 8),
                group("keyed", Reception.KEYED, 8),
                inTurn("channels", 1000),
                beside("idle", new Ballast(1000, 0, 0, 0), new Work.Paced(1000)),
                stored("sync", 1, 0, USUAL_BYTES, new Work.Flood(1)),
                stored("half-load", 1, 1, USUAL_BYTES, new Work.HalfLoad()),
                stored("catch-up", 1, 1, USUAL_BYTES, new Work.CatchUp(1_000_000)),
                stored("cold", 1, 1, USUAL_BYTES, new Work.Cold(100_000)),
                // the defaults of the Go server are 100 channels and 1,000 subscriptions per
                // channel
                beside("many-channels", new Ballast(0, MANY, 0, 0), FLOOD),
                beside("many-subscriptions", new Ballast(0, 0, MANY, 0), FLOOD),
                beside("big-store", new Ballast(0, 0, 0, BIG_STORE), FLOOD));
    }

    private static Shape stored(
            String name, int publishers, int subscribers, int bytes, Work work) {
        return new Shape(
                name,
                Protocol.STREAMING,
                publishers,
                subscribers,
                Reception.EACH,
                1,
                bytes,
                work,
                Ballast.NONE);
    }

    private static Shape group(String name, Reception reception, int members) {
        return new Shape(
                name,
                Protocol.STREAMING,
                1,
                members,
                reception,
                1,
                USUAL_BYTES,
                FLOOD,
                Ballast.NONE);
    }

    private static Shape inTurn(String name, int channels) {
        return new Shape(
                name,
                Protocol.STREAMING,
                1,
                1,
                Reception.EACH,
                channels,
                USUAL_BYTES,
                FLOOD,
                Ballast.NONE);
    }

    private static Shape beside(String name, Ballast ballast, Work work) {
        return new Shape(
                name, Protocol.STREAMING, 1, 1, Reception.EACH, 1, USUAL_BYTES, work, ballast);
    }

    private static Shape core(int publishers, int subscribers, int bytes) {
        return new Shape(
                "core:%d:%d:%d".formatted(publishers, subscribers, bytes),
                Protocol.CORE,
                publishers,
                subscribers,
                Reception.EACH,
                1,
                bytes,
                FLOOD,
                Ballast.NONE);
    }

    /** Returns every shape, in the order in which the driver runs and shows them. */
    public static List<Shape> catalogue() {
        return ALL;
    }

    /** Returns the groups by name. Each begins with its most important shapes. */
    public static Map<String, List<Shape>> groups() {
        Map<String, List<Shape>> groups = new LinkedHashMap<>();
        groups.put("streaming", ALL.stream().filter(Shapes::isOfNatsStreaming).toList());
        groups.put("core", ALL.stream().filter(shape -> !shape.isStreaming()).toList());
        groups.put("short", named(List.of("1:0", "1:1", "1:4", "sync")));
        return groups;
    }

    /** Returns whether every server of the protocol can have the shape. */
    private static boolean isOfNatsStreaming(Shape shape) {
        return shape.isStreaming() && shape.keys() == 0;
    }

    private static List<Shape> named(List<String> names) {
        return ALL.stream().filter(shape -> names.contains(shape.name())).toList();
    }

    /** Returns the shapes of a shape's name or a group's name; empty if the name is unknown. */
    public static Optional<List<Shape>> find(String name) {
        List<Shape> group = groups().get(name);
        if (group != null) {
            return Optional.of(group);
        }
        return ALL.stream().filter(shape -> shape.name().equals(name)).findFirst().map(List::of);
    }
}
