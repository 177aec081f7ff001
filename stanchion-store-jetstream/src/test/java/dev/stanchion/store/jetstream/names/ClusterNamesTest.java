package dev.stanchion.store.jetstream.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterNamesTest {
    private final ClusterNames names = names("ticketing");

    private static ClusterNames names(String clusterId) {
        return new ClusterNames(clusterId, ClusterNames.DEFAULT_SUBJECTS);
    }

    @Test
    void shouldNameEverythingOfAChannel() {
        assertThat(names.stream("tickets:created")).isEqualTo("STAN+ticketing+tickets=3Acreated");
        assertThat(names.subject("tickets:created")).isEqualTo("stan.ticketing.tickets:created");
        assertThat(names.gapSubject("tickets:created"))
                .isEqualTo("_STANCHION.ticketing.gap.tickets=3Acreated");
        assertThat(names.bucket()).isEqualTo("STAN_ticketing");
        assertThat(names.bucketStream()).isEqualTo("KV_STAN_ticketing");
        assertThat(names.keyPrefix()).isEqualTo("$KV.STAN_ticketing.");
    }

    @ParameterizedTest
    @CsvSource({
        "orders, orders, orders",
        "a.b.c, a=2Eb=2Ec, a.b.c",
        "a b, a=20b, a%20b",
        "a%b, a=25b, a%25b",
        "a=b, a=3Db, a=b",
        "a~b+c, a=7Eb=2Bc, a~b+c",
        "a\\b:c, a=5Cb=3Ac, a\\b:c",
        "A_1-z, A_1-z, A_1-z",
        "€, =E2=82=AC, %E2%82%AC",
        "$x, =24x, $x",
        "日.本, =E6=97=A5=2E=E6=9C=AC, %E6%97%A5.%E6%9C%AC",
    })
    void shouldEncodeEachLegalFormOfChannel(String channel, String token, String subject) {
        assertThat(names.stream(channel)).isEqualTo("STAN+ticketing+" + token);
        assertThat(names.subject(channel)).isEqualTo("stan.ticketing." + subject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\tb", "a\rb", "a\nb", "a\0b", "a\u007fb", " ", "\u0080", "\ud83d\ude00"})
    void shouldNameOnlyWithCharactersThatNatsAccepts(String channel) {
        assertThat(names.stream(channel)).matches("[A-Za-z0-9_+=~-]+");
        assertThat(names.subject(channel)).matches("[\\x21-\\x7E]+").doesNotContain("*", ">");
        assertThat(names.gapSubject(channel)).matches("[A-Za-z0-9_.=-]+");
        assertThat(names.channelKey(channel)).matches("[-/_=.a-zA-Z0-9]+");
    }

    @Test
    void shouldKeepAClusterApartWhoseIdContinuesInTheChannel() {
        assertThat(names("a.b").subject("c")).isNotEqualTo(names("a").subject("b.c"));
        assertThat(names("a+b").stream("c")).isNotEqualTo(names("a").stream("b+c"));
    }

    @Test
    void shouldShortenALongNameByItsDigest() {
        // given
        String first = "x".repeat(250) + "1";
        String second = "x".repeat(250) + "2";

        // when
        String stream = names.stream(first);

        // then
        assertThat(stream).hasSize(5 + 120 + 1 + 26).matches("STAN\\+ticketing\\+x+~[A-Z2-7]{26}");
        assertThat(names.stream(second)).isNotEqualTo(stream);
        assertThat(names.stream("x".repeat(240))).hasSize(255).endsWith("x");
        assertThat(names.stream("x".repeat(241))).hasSize(152);
    }

    @Test
    void shouldRefuseANameThatNoSubjectCanCarry() {
        assertThat(names.fits("x".repeat(255))).isTrue();
        assertThat(names.fits("€".repeat(255))).isTrue();
        assertThat(names.fits("x".repeat(3000))).isFalse();
        assertThat(names.fits("€".repeat(340))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "ä", "", "a b", "a=b"})
    void shouldHashAClusterIdThatIsNoNameOfABucket(String clusterId) {
        assertThat(names(clusterId).bucket()).matches("STAN__[A-Z2-7]{26}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "a.b", "a=b", "tickets:created", "€", "x y", "%", "-"})
    void shouldReadKeysBack(String text) {
        assertThat(names.parseKey(names.clientKey(text))).contains(new StateKey.Client(text));
        assertThat(names.parseKey(names.channelKey(text))).contains(new StateKey.Channel(text));
        assertThat(names.parseKey(names.subscriptionKey(text, 42)))
                .contains(new StateKey.Subscription(text, 42));
        assertThat(names.parseKey(names.leaseKey())).contains(new StateKey.Lease());
        assertThat(names.parseKey(names.serverKey())).contains(new StateKey.Server());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "leases", "client.a=2", "client.a=2g", "client.a b", "sub.a", "sub.a.x"})
    void shouldIgnoreKeysOfOthers(String key) {
        assertThat(names.parseKey(key)).isEmpty();
    }

    @Test
    void shouldNeverGiveTwoChannelsOneName() {
        // given
        List<Function<String, String>> kinds =
                List.of(names::stream, names::subject, names::gapSubject, names::channelKey);
        Random random = new Random(11);
        String letters = "aA.%=HF2~+_-\u0001 é";
        Set<String> channels = new HashSet<>();
        while (channels.size() < 20_000) {
            StringBuilder channel = new StringBuilder();
            for (int length = 1 + random.nextInt(8); length > 0; length--) {
                channel.append(letters.charAt(random.nextInt(letters.length())));
            }
            channels.add(channel.toString());
        }

        // when
        List<String> collisions = new ArrayList<>();
        for (Function<String, String> kind : kinds) {
            Map<String, String> owners = new HashMap<>();
            for (String channel : channels) {
                String other = owners.put(kind.apply(channel), channel);
                if (other != null) {
                    collisions.add(other + " and " + channel);
                }
            }
        }

        // then
        assertThat(collisions).isEmpty();
    }
}
