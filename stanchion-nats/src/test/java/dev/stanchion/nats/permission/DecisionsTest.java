package dev.stanchion.nats.permission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private final Decisions decisions = new Decisions();
    private int asked;

    private boolean decide(String subject) {
        ByteBuffer bytes = ByteBuffer.wrap(("xx" + subject).getBytes(US_ASCII));
        return decisions.decide(
                bytes,
                2,
                subject.length(),
                bytesOfSubject -> {
                    asked++;
                    return new String(bytesOfSubject, US_ASCII).hashCode() % 2 == 0;
                });
    }

    @Test
    void shouldAskOnceAboutASubjectThatComesAgain() {
        // when
        for (int i = 0; i < 100; i++) {
            decide("orders.created");
        }

        // then
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void shouldNeverMixSubjectsUp() {
        // given: far more subjects than places
        Random random = new Random(1);
        Map<String, Boolean> expected = new HashMap<>();

        for (int i = 0; i < 10_000; i++) {
            // when
            String subject = "s." + random.nextInt(10 * Decisions.PLACES);

            // then
            expected.computeIfAbsent(subject, each -> each.hashCode() % 2 == 0);
            assertThat(decide(subject)).isEqualTo(expected.get(subject));
        }
    }

    @Test
    void shouldNotKeepWhatIsVeryLong() {
        // given
        String subject = "x".repeat(Decisions.LONGEST + 1);

        // when
        decide(subject);
        decide(subject);

        // then
        assertThat(asked).isEqualTo(2);
    }
}
