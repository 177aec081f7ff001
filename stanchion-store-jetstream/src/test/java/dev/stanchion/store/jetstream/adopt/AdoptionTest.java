package dev.stanchion.store.jetstream.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.store.jetstream.api.JsonObject;
import dev.stanchion.store.jetstream.api.StreamInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptionTest {
    private static final AdoptedStream WHOLE = new AdoptedStream("ORDERS", Optional.empty());

    private static AdoptedStream part(String subject) {
        return new AdoptedStream("ORDERS", Optional.of(subject));
    }

    /** Returns a stream with a configuration, written with single quotes. */
    private static StreamInfo stream(String config) {
        String json = "{" + config.replace('\'', '"') + "}";
        return new StreamInfo(
                JsonObject.parse(json.getBytes(UTF_8)), 0, 0, 1, 0, 0, 0, "", 0, "", List.of());
    }

    private static StreamInfo plain(String... subjects) {
        return stream(
                "'name':'ORDERS','retention':'limits','subjects':['%s']"
                        .formatted(String.join("','", subjects)));
    }

    @Test
    void shouldLetClientsWriteToAStreamOfOneSubject() {
        // when
        Adoption adoption = Adoption.of(WHOLE, plain("orders.new"));

        // then
        assertThat(adoption.isWritable()).isTrue();
        assertThat(adoption.isWhole()).isTrue();
        assertThat(adoption.filter().text()).isEqualTo("orders.new");
        assertThat(Adoption.of(part("orders.new"), plain("orders.new")).isWritable()).isTrue();
    }

    @Test
    void shouldReadAPatternAndAPart() {
        // when
        Adoption pattern = Adoption.of(part("orders.>"), plain("orders.>"));
        Adoption part = Adoption.of(part("orders.new"), plain("orders.>"));
        Adoption several = Adoption.of(WHOLE, plain("orders", "payments"));

        // then
        assertThat(pattern.obstacle()).isEqualTo("its subject is a pattern (orders.>)");
        assertThat(pattern.isWhole()).isTrue();
        assertThat(part.obstacle()).isEqualTo("its subject is a pattern (orders.>)");
        assertThat(part.isWhole()).isFalse();
        assertThat(several.obstacle()).isEqualTo("it has several subjects (orders, payments)");
        assertThat(several.isWhole()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'retention':'workqueue' | its retention is workqueue",
                "'retention':'interest' | its retention is interest",
                "'retention':'limits','mirror':{'name':'X'} | it is a mirror of X",
                "'retention':'limits','sources':[{'name':'X'}] | it has messages of other streams"
                        + " (sources)",
                "'retention':'limits','sealed':true | it is sealed",
                "'retention':'limits','no_ack':true | it acknowledges no messages (no_ack)",
                "'retention':'limits','subject_transform':{'src':'a'} | it changes subjects"
                        + " (subject_transform)",
                "'retention':'limits','allow_msg_counter':true | it is a stream of counters",
            })
    void shouldOnlyReadOtherStreams(String config, String obstacle) {
        // when
        Adoption adoption = Adoption.of(WHOLE, stream("'subjects':['orders']," + config));

        // then
        assertThat(adoption.obstacle()).isEqualTo(obstacle);
        assertThat(Adoption.refusal(WHOLE, stream("'subjects':['orders']," + config))).isEmpty();
    }

    @Test
    void shouldRefuseAStreamOfStanchionAndASubjectThatNeverComes() {
        // given
        StreamInfo own = stream("'subjects':['a'],'metadata':{'stanchion.cluster':'ticketing'}");

        // then
        assertThat(Adoption.refusal(WHOLE, own))
                .contains("is one of Stanchion's own, cluster ID ticketing");
        assertThat(Adoption.refusal(part("payments.new"), plain("orders.>")))
                .isEqualTo("stream ORDERS takes no messages on payments.new (subjects: orders.>)");
        assertThat(Adoption.refusal(part("orders.*"), plain("orders.new"))).isEmpty();
    }
}
