package dev.stanchion.test.launcher;

import dev.stanchion.server.http.Json;
import dev.stanchion.test.StoreKind;
import dev.stanchion.test.TestBroker;
import dev.stanchion.test.TestBrokerOptions;
import dev.stanchion.test.time.TimeMode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** The program: {@code java … Launcher --cluster-id ticketing --port 0}. */
public final class Launcher {
    private static final int EXIT_USAGE = 2;

    private Launcher() {}

    /** Serves until standard input ends. */
    public static void main(String[] arguments) {
        TestBrokerOptions options;
        try {
            options = options(arguments);
        } catch (RuntimeException e) {
            System.err.println("stanchion-test: " + e.getMessage());
            System.exit(EXIT_USAGE);
            return;
        }
        try (TestBroker broker = TestBroker.start(options);
                ControlPort control = ControlPort.open(broker)) {
            System.out.println(
                    Json.object(out -> {
                        out.writeStringProperty("url", broker.url());
                        out.writeNumberProperty("port", broker.port());
                        out.writeStringProperty("clusterId", broker.clusterId());
                        out.writeStringProperty("api", control.url());
                        out.writeStringProperty("token", control.token());
                    }));
            awaitEnd(System.in);
        } catch (IOException | RuntimeException e) {
            System.err.println("stanchion-test: " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void awaitEnd(InputStream in) throws IOException {
        byte[] ignored = new byte[256];
        while (in.read(ignored) >= 0) {
            // whoever has started this process has nothing to say but that it has ended
        }
    }

    private static TestBrokerOptions options(String[] arguments) {
        TestBrokerOptions.Builder builder = TestBrokerOptions.builder();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + ": a value is missing");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--cluster-id" -> builder.clusterId(value);
                case "--port" -> builder.port(number(arguments[i], value));
                case "--store" -> builder.store(oneOf(arguments[i], value, StoreKind.class));
                case "--time" -> builder.time(oneOf(arguments[i], value, TimeMode.class));
                case "--patience-ms" ->
                        builder.patience(Duration.ofMillis(number(arguments[i], value)));
                case "--policy" -> builder.policy(value);
                default ->
                        throw new IllegalArgumentException(
                                arguments[i]
                                        + ": unknown (expected: --cluster-id, --port, --store,"
                                        + " --time, --patience-ms, --policy)");
            }
        }
        return builder.build();
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" (expected: a number)".formatted(option, value), e);
        }
    }

    static <E extends Enum<E>> E oneOf(String option, String value, Class<E> type) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(value.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "%s: \"%s\" (expected: %s)"
                        .formatted(
                                option,
                                value,
                                String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                                .toList())));
    }
}
