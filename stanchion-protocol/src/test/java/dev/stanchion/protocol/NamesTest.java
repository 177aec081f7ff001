package dev.stanchion.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "tickets:created", "a.b.c", "$SYS", "_", " ", "a\tb", "ü.\u20ac", "\0"})
    void shouldTakeChannelNames(String name) {
        assertThat(ChannelName.isValid(name)).isTrue();
        assertThat(ChannelName.isValid(encoded(name), 1, name.getBytes(UTF_8).length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".a", "a.", "a..b", "a/b", "*", "a.*", "a*b", ">", "a>"})
    void shouldRefuseChannelNames(String name) {
        assertThat(ChannelName.isValid(name)).isFalse();
        assertThat(ChannelName.isValid(encoded(name), 1, name.length())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"foo, Foo, true", "straße, STRAßE, true", "Ωmega, ωMEGA, true", "foo, fo, false"})
    void shouldTellNamesThatDifferInLetterCaseOnly(String one, String other, boolean expected) {
        assertThat(ChannelName.equalsIgnoringCase(one, other)).isEqualTo(expected);
        assertThat(ChannelName.equalsIgnoringCase(other, one)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "orders-1", "Z_9-", "0"})
    void shouldTakeClientIds(String id) {
        assertThat(ClientIdSyntax.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a.b", "a:b", "a,b", "a/b", "ä", "a\n", "\uFF21"})
    void shouldRefuseClientIds(String id) {
        assertThat(ClientIdSyntax.isValid(id)).isFalse();
    }

    @Test
    void shouldQuoteAsGoDoes() {
        assertThat(Quoted.quote("a\"b\\c\n\u0001\u007f\u00a0é\u200b\uD83D\uDE00"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\x01\\x7f\\u00a0é\\u200b\uD83D\uDE00\"");
        assertThat(Quoted.quote("\u0007\b\f\r\t\u000B\uDB40\uDC01"))
                .isEqualTo("\"\\a\\b\\f\\r\\t\\v\\U000e0001\"");
    }

    @Test
    void shouldNameBothChannelsThatDifferInCase() {
        assertThat(Refusal.differentCase("foo", "Foo"))
                .isEqualTo(
                        "rejecting channel \"foo\" because channel \"Foo\" alreay exists"
                                + " (different cases not allowed)");
    }

    @Test
    void shouldHaveTheTextsThatClientsKnow() {
        assertThat(Refusal.values())
                .extracting(Refusal::text)
                .containsExactlyInAnyOrder(
                        "stan: invalid connection request",
                        "stan: invalid clientID: only alphanumeric and `-` or `_` characters"
                                + " allowed",
                        "stan: clientID already registered",
                        "stan: client is blocked by an administrator",
                        "stan: invalid publish request",
                        "stan: channel is read-only",
                        "stan: invalid subscription request",
                        "stan: clientID missing",
                        "stan: invalid ack wait time, should be >= 1s",
                        "stan: invalid MaxInflight, should be >= 1",
                        "stan: invalid start position",
                        "stan: invalid subject",
                        "stan: unknown clientID",
                        "stan: durable name of a durable queue subscriber can't contain the"
                                + " character ':'",
                        "stan: duplicate durable registration",
                        "too many subscriptions per channel",
                        "too many channels",
                        "stan: channel is being deleted",
                        "stan: invalid unsubscribe request",
                        "stan: unknown channel",
                        "stan: invalid subscription",
                        "stan: invalid close request",
                        "client has been replaced or is no longer registered");
    }

    @Test
    void shouldKnowItsPositionsByNumber() {
        for (StartPosition position : StartPosition.values()) {
            assertThat(StartPosition.of(position.number())).contains(position);
        }
        assertThat(StartPosition.of(-1)).isEmpty();
        assertThat(StartPosition.of(5)).isEmpty();
    }

    @Test
    void shouldBuildTheSubjectsOfAServer() {
        // when
        RequestSubjects subjects = RequestSubjects.of("_STAN.discover", "test-cluster", "tok");

        // then
        assertThat(subjects)
                .isEqualTo(
                        new RequestSubjects(
                                "_STAN.discover.test-cluster",
                                "_STAN.discover.test-cluster.pings",
                                "_STAN.pub.tok",
                                "_STAN.sub.tok",
                                "_STAN.unsub.tok",
                                "_STAN.subclose.tok",
                                "_STAN.close.tok"));
        assertThat(subjects.publishWildcard()).isEqualTo("_STAN.pub.tok.>");
    }

    private static ByteBuf encoded(String name) {
        return Unpooled.copiedBuffer("/" + name + "/", UTF_8);
    }
}
