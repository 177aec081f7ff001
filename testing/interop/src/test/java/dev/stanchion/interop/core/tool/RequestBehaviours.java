package dev.stanchion.interop.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.interop.core.client.NatsTool;
import dev.stanchion.interop.core.client.Setup;
import dev.stanchion.kit.process.Program;
import org.junit.jupiter.api.Test;

/** {@code nats request}, {@code nats reply}, and {@code nats service}. */
interface RequestBehaviours {

    @Test
    default void shouldCarryARequestWithItsHeadersAndTheAnswer(NatsTool nats) {
        // given
        String subject = nats.subject();
        Program responder = nats.serveEcho(subject);

        // when
        NatsTool.End end =
                nats.run(Setup.OPEN, "req", subject, "question", "-H", "Trace-Id:4711", "--raw");

        // then
        assertThat(end.exitCode()).isZero();
        assertThat(end.text().strip()).isEqualTo("answer to question");
        responder.awaitLine("Trace-Id: 4711");
    }

    @Test
    default void shouldReportAtOnceThatNobodyAnswers(NatsTool nats) {
        assertThat(nats.run(Setup.OPEN, "req", nats.subject(), "anybody?").text())
                .contains("No responders are available");
    }

    @Test
    default void shouldLetServicesBeFoundAndAsked(NatsTool nats) {
        // given
        String name = "echo-" + nats.subject().hashCode();
        Program service = nats.start(Setup.OPEN, "service", "serve", name);
        service.awaitLine("Echo Service");

        // when
        NatsTool.End found = nats.run(Setup.OPEN, "service", "info", name);
        NatsTool.End asked = nats.run(Setup.OPEN, "service", "request", name, "echo", "hello");

        // then
        assertThat(found.text()).contains("Service: " + name, "Queue Group: q");
        assertThat(asked.text().lines()).contains("hello");
    }

    @Test
    default void shouldReportAtOnceThatThereIsNoJetStream(NatsTool nats) {
        // when
        NatsTool.End streams = nats.run(Setup.OPEN, "stream", "ls");
        NatsTool.End buckets = nats.run(Setup.OPEN, "kv", "ls");

        // then
        assertThat(streams.exitCode()).isEqualTo(1);
        assertThat(streams.text()).contains("could not list streams", "no responders available");
        assertThat(buckets.exitCode()).isEqualTo(1);
        assertThat(buckets.text()).contains("no responders available");
    }
}
