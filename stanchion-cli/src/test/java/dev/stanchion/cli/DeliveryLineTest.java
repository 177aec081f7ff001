package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.terminal.Console;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DeliveryLineTest {
    private static final Instant TEN = Instant.parse("2026-11-24T10:00:00.123456789Z");
    private static final Console PLAIN = new Console(System.out, System.err, false);
    private static final Console COLORED = new Console(System.out, System.err, true);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static DeliveryLine line(boolean redelivered, int count, String data) {
        return new DeliveryLine("tickets:created", 12, TEN, redelivered, count, bytes(data));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldShowPeopleTheirTimeAndPrettyJson() {
        // when
        String line =
                line(false, 0, "{\"id\":\"t1\",\n\"price\":20}").forPeople(PLAIN, BERLIN, true);

        // then
        assertThat(line)
                .isEqualTo(
                        "tickets:created #12  2026-11-24 11:00:00.123  {\"id\": \"t1\", \"price\": 20}");
    }

    @Test
    void shouldShowTheDataAsItIsUnlessAskedOtherwise() {
        assertThat(line(false, 0, "{\"id\":  1,\n\"a\":\u001b}").forPeople(PLAIN, BERLIN, false))
                .endsWith(".123  {\"id\":  1,\\n\"a\":\\u001b}");
    }

    @Test
    void shouldMarkWhatWasSentAgain() {
        assertThat(line(true, 2, "x").forPeople(PLAIN, BERLIN, false))
                .endsWith(".123  sent again ×2  x");
        assertThat(line(true, 0, "x").forPeople(PLAIN, BERLIN, false))
                .endsWith(".123  sent again  x");
    }

    @Test
    void shouldColorOnlyWhereThereAreColors() {
        assertThat(line(true, 1, "x").forPeople(COLORED, BERLIN, false)).contains("\033[");
        assertThat(line(true, 1, "x").forPeople(PLAIN, BERLIN, false)).doesNotContain("\033");
    }

    @Test
    void shouldGiveProgramsTheTextAsItIs() {
        assertThat(line(true, 2, "{\"id\": 1}").forPrograms())
                .isEqualTo(
                        "{\"channel\":\"tickets:created\",\"sequence\":12,"
                                + "\"timestamp\":\"2026-11-24T10:00:00.123456789Z\","
                                + "\"redelivered\":true,\"redeliveryCount\":2,"
                                + "\"data\":\"{\\\"id\\\": 1}\"}");
    }

    @Test
    void shouldGiveProgramsBase64WhenTheDataIsNoText() {
        // given
        DeliveryLine line =
                new DeliveryLine("c", -1, TEN, false, 0, new byte[] {(byte) 0xff, 0x00});

        // then
        assertThat(line.forPrograms())
                .contains("\"sequence\":18446744073709551615")
                .endsWith("\"dataBase64\":\"/wA=\"}");
    }
}
