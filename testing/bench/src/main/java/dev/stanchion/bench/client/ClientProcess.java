package dev.stanchion.bench.client;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Puts one library under load, and prints a line for each {@link Shape}: messages per second and
 * the processor time of this process for each, or how long single publishes took.
 */
final class ClientProcess {
    private static final int WARM_UP_ROUNDS = 2;

    /** A publish that waits for its ack takes so many times as long as one of many. */
    private static final int SHARE_ONE_AT_A_TIME = 10;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final LoadedClient client;
    private final int messages;

    private ClientProcess(LoadedClient client, int messages) {
        this.client = client;
        this.messages = messages;
    }

    private interface Task {
        void run() throws Exception;
    }

    /**
     * Runs the tasks. An exception is one line for {@link ClientBench}.
     *
     * @param arguments the library, the URL, the cluster ID, how many messages, and the bytes of
     *     each
     */
    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (Exception e) {
            System.err.println(e);
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws Exception {
        String url = arguments[1];
        String cluster = arguments[2];
        try (LoadedClient client =
                switch (Library.valueOf(arguments[0])) {
                    case STANCHION -> new StanchionApiClient(url, cluster);
                    case LEGACY, ORIGINAL -> new LegacyApiClient(url, cluster);
                    case JETSTREAM -> new JetStreamApiClient(url);
                }) {
            new ClientProcess(client, Integer.parseInt(arguments[3]))
                    .run(new byte[Integer.parseInt(arguments[4])]);
        }
    }

    private void run(byte[] data) throws Exception {
        String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            String channel = "warm-%s-%d".formatted(run, round);
            client.publish(channel, messages, data);
            client.receive(channel, messages);
            publishOneAtATime(channel, data);
        }
        String channel = "measured-" + run;
        measure(Shape.PUBLISH, () -> client.publish(channel, messages, data));
        measure(Shape.RECEIVE, () -> client.receive(channel, messages));
        Latencies latencies = publishOneAtATime(channel, data);
        print(Shape.ONE_AT_A_TIME, latencies.percentileMicros(50), latencies.percentileMicros(99));
    }

    private Latencies publishOneAtATime(String channel, byte[] data) throws Exception {
        int count = Math.max(1, messages / SHARE_ONE_AT_A_TIME);
        Latencies latencies = new Latencies(count);
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            client.publishAndWait(channel, data);
            latencies.add(System.nanoTime() - begin);
        }
        return latencies;
    }

    private void measure(Shape shape, Task task) throws Exception {
        long cpu = system.getProcessCpuTime();
        long begin = System.nanoTime();
        task.run();
        long elapsed = System.nanoTime() - begin;
        cpu = system.getProcessCpuTime() - cpu;
        print(shape, messages * NANOS_PER_SECOND / elapsed, cpu / NANOS_PER_MICRO / messages);
    }

    private static void print(Shape shape, double first, double second) {
        System.out.printf(Locale.ROOT, "%s %.1f %.2f%n", shape.title(), first, second);
    }
}
