package dev.stanchion.nats.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stanchion.kit.wire.RawClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every core NATS server does with raw bytes. A subclass supplies servers. */
abstract class NatsBytesContract {
    /** A server for one check; closed after it. */
    protected interface RunningServer extends AutoCloseable {
        InetSocketAddress address();

        @Override
        void close();
    }

    /**
     * Provides a server of that configuration.
     *
     * @throws UnsupportedFixture if the server under test cannot be configured so
     */
    protected abstract RunningServer start(Fixture fixture);

    /** Says why a check cannot be run against the server under test. */
    protected static final class UnsupportedFixture extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnsupportedFixture(String reason) {
            super(reason);
        }
    }

    @TestFactory
    Stream<DynamicTest> checks() {
        return Check.all().stream().map(check -> dynamicTest(check.name(), () -> run(check)));
    }

    private void run(Check check) throws IOException {
        try (RunningServer server = start(check.fixture())) {
            run(check, server.address());
        } catch (UnsupportedFixture e) {
            Assumptions.abort(e.toString());
        }
    }

    private static void run(Check check, InetSocketAddress server) throws IOException {
        Map<Character, RawClient> clients = new TreeMap<>();
        try {
            for (Step step : check.steps()) {
                RawClient client = clients.get(step.connection());
                if (client == null) {
                    client = RawClient.connect(server);
                    clients.put(step.connection(), client);
                }
                run(step, client);
            }
        } finally {
            for (RawClient client : clients.values()) {
                client.close();
            }
        }
    }

    private static void run(Step step, RawClient client) throws IOException {
        switch (step) {
            case Step.Send(char ignored, String text, boolean byteByByte) -> {
                if (byteByByte) {
                    client.sendByteByByte(text);
                } else {
                    client.send(text);
                }
            }
            case Step.Expect(char ignored, var alternatives) ->
                    assertThat(client.read(alternatives.get(0).length())).isIn(alternatives);
            case Step.ExpectEnd ignored -> assertThat(client.readToEnd()).isEmpty();
            case Step.ExpectSilence ignored -> assertThat(client.readWhileSilent()).isEmpty();
            case Step.Close ignored -> client.close();
        }
    }
}
