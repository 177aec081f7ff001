package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldServeOthersWhateverBytesArrive(long seed) {
        try (EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2)) {
            // given
            TestClient client = bed.connected("orders");
            TestSubscription listener = client.subscribes("foo").acknowledgesAll();
            TestClient hostile = bed.client("hostile", 1);
            List<String> subjects =
                    List.of(
                            "_STAN.discover.test-cluster",
                            "_STAN.discover.test-cluster.pings",
                            "_STAN.discover.other",
                            "_STAN.pub.test-cluster.foo",
                            "_STAN.sub.test-cluster",
                            "_STAN.unsub.test-cluster",
                            "_STAN.subclose.test-cluster",
                            "_STAN.close.test-cluster",
                            client.subjects().pubPrefix() + ".foo",
                            client.subjects().subRequests(),
                            client.subjects().unsubRequests(),
                            client.subjects().subCloseRequests(),
                            client.subjects().closeRequests(),
                            client.subjects().pingRequests(),
                            listener.ackInbox());
            Random random = new Random(seed);

            // when
            for (int i = 0; i < 1_000; i++) {
                byte[] payload = new byte[random.nextInt(40)];
                random.nextBytes(payload);
                if (payload.length > 2 && random.nextBoolean()) {
                    payload[0] = (byte) (0x0A + 8 * random.nextInt(6));
                    payload[1] = (byte) (payload.length - 2);
                }
                hostile.request(subjects.get(random.nextInt(subjects.size())), payload);
            }
            bed.settle();

            // then
            assertThat(client.publishes("foo", "still here")).isEmpty();
            assertThat(listener.received().getLast().data()).isEqualTo("still here");
        }
    }

    @Test
    void shouldSurviveNamesThatAreNoText() {
        try (EngineBed bed = EngineBed.started()) {
            // given
            TestClient client = bed.connected("orders");

            // when
            client.send(
                    client.subjects().pubPrefix() + ".foo",
                    client.ackSubject(),
                    b -> {
                        b.writeBytes(new byte[] {0x0A, 6})
                                .writeBytes("orders".getBytes(StandardCharsets.UTF_8));
                        b.writeBytes(new byte[] {0x12, 1, 'g', 0x1A, 2, (byte) 0xC3, 'x'});
                    });
            bed.settle();

            // then
            assertThat(client.acks().getLast().error())
                    .isEqualTo("channel name is not valid UTF-8");
        }
    }
}
