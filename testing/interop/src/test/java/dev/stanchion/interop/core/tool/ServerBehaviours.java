package dev.stanchion.interop.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.NatsTool;
import dev.stanchion.interop.core.client.Setup;
import dev.stanchion.kit.process.Program;
import org.junit.jupiter.api.Test;

/** The tool's reports about the server, and its measurements. */
interface ServerBehaviours {

    @Test
    default void shouldLetARoundTripBeMeasured(NatsTool nats) {
        // when
        NatsTool.End end = nats.run(Setup.OPEN, "rtt", "--json", "3");

        // then
        assertThat(end.exitCode()).isZero();
        assertThat(end.text()).containsPattern("\"rtt\": [1-9]\\d+");
    }

    @Test
    default void shouldPassACheckOfTheConnection(NatsTool nats) {
        // when: the limits are for this test's machine, which may be busy
        NatsTool.End end =
                nats.run(
                        Setup.OPEN,
                        "server",
                        "check",
                        "connection",
                        "--connect-warn=20s",
                        "--connect-critical=30s",
                        "--rtt-warn=20s",
                        "--rtt-critical=30s",
                        "--req-warn=20s",
                        "--req-critical=30s");

        // then
        assertThat(end.text()).startsWith("OK Connection OK:connected to " + nats.url(Setup.OPEN));
        assertThat(end.text()).contains("OK:rtt time", "OK:round trip took");
        assertThat(end.exitCode()).isZero();
    }

    @Test
    default void shouldTellTheAccountThatThereIsNoJetStream(NatsTool nats) {
        assertThat(nats.run(Setup.OPEN, "account", "info").text())
                .contains("Headers Supported: true", "Maximum Payload: 1.0 MiB")
                .contains("JetStream is not supported in this account");
    }

    @Test
    default void shouldSayAtOnceThatThereIsNoSystemAccount(NatsTool nats) {
        // when
        NatsTool.End end = nats.run(Setup.OPEN, "server", "ping");

        // then
        assertThat(end.text()).contains("503 status from $SYS.REQ.SERVER.PING");
        assertThat(end.exitCode()).isEqualTo(1);
    }

    @Test
    default void shouldBearItsBenchmarkOfMessages(NatsTool nats) {
        // given
        String subject = nats.subject();
        String[] subscribe = {"bench", "sub", subject, "--msgs", "1000", "--no-progress"};
        Program subscriber = nats.start(Setup.OPEN, subscribe);
        subscriber.awaitLine("expecting 1,000 messages");

        // when: messages that are published before the subscription do not count
        String[] publish = {"bench", "pub", subject, "--msgs", "1000", "--no-progress"};
        while (subscriber.isAlive()) {
            assertThat(nats.run(Setup.OPEN, publish).text()).contains("publisher stats:");
        }

        // then
        assertThat(subscriber.awaitExit()).isZero();
        subscriber.awaitLine("subscriber stats:");
    }

    @Test
    default void shouldBearItsBenchmarkOfRequests(NatsTool nats) {
        // given
        String subject = nats.subject();
        nats.start(Setup.OPEN, "bench", "service", "serve", subject, "--no-progress")
                .awaitLine("hit control-c to stop");

        // when
        NatsTool.End end = nats.run(Setup.OPEN, benchRequests(subject));
        while (end.text().contains("no responders")) { // it has said so before it has subscribed
            end = nats.run(Setup.OPEN, benchRequests(subject));
        }

        // then
        assertThat(end.text()).contains("service requester stats:");
        assertThat(end.exitCode()).isZero();
    }

    private static String[] benchRequests(String subject) {
        return new String[] {
            "bench", "service", "request", subject, "--msgs", "100", "--no-progress"
        };
    }

    @Test
    default void shouldLetLatencyBeMeasured(NatsTool nats) {
        // when
        NatsTool.End end =
                nats.run(
                        Setup.OPEN,
                        "latency",
                        "--server-b",
                        nats.url(Setup.OPEN),
                        "--duration",
                        "1s",
                        "--rate",
                        "100");

        // then
        assertThat(end.text()).contains("Actual Msgs/Sec:", "Median Latency :");
        assertThat(end.exitCode()).isZero();
    }
}
