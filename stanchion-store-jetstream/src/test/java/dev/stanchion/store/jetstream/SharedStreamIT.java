package dev.stanchion.store.jetstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing to a stream while answers are lost and others write to it. */
class SharedStreamIT {
    private static final String CHANNEL = "foo";

    @TempDir private static Path directory;

    private static TestCluster cluster;

    private JetStreamDevice device;
    private StoreFixture fixture;
    private TestChannel channel;
    private HoppingLink outsider;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(directory);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) { // else there is no nats-server that is new enough
            cluster.close();
        }
    }

    @BeforeEach
    void open() {
        device = cluster.newDevice();
        device.hurry();
        fixture = new StoreFixture(device);
        channel = fixture.open(CHANNEL);
        outsider = cluster.link(fixture.shard());
    }

    @AfterEach
    void close() {
        outsider.kill();
        fixture.close();
    }

    private void append(String guid) {
        channel.log()
                .append(
                        new GuidMessage(
                                channel.log().lastSequence() + 1,
                                fixture.shard().epochNanos(),
                                CHANNEL,
                                guid));
    }

    private void writeNatively(String data) {
        ByteBuf payload = Unpooled.wrappedBuffer(data.getBytes(US_ASCII));
        byte[] subject = device.names().subject(CHANNEL).getBytes(US_ASCII);
        outsider.publish(subject, new byte[0], 0, payload, 0, 0, data.length());
        outsider.flush();
    }

    /** Stores a message as another server does that has received it, too. */
    private void anotherServerStores(String guid) {
        String headers = "NATS/1.0\r\nStan-Guid: " + guid + "\r\n\r\n";
        ByteBuf message = Unpooled.copiedBuffer(headers + guid, US_ASCII);
        byte[] subject = device.names().subject(CHANNEL).getBytes(US_ASCII);
        outsider.publish(
                subject, new byte[0], 0, message, 0, headers.length(), message.readableBytes());
        outsider.flush();
    }

    private boolean isKnown(String guid) {
        return channel.log().isKnown(Unpooled.copiedBuffer(guid, US_ASCII), 0, guid.length());
    }

    private List<String> stored() {
        return channel.kept().stream().map(TestMessage::data).toList();
    }

    private static boolean isBatchAnswer(ClusterMessage message) {
        return message.buffer()
                .toString(message.subjectIndex(), message.subjectLength(), US_ASCII)
                .endsWith(".$FI");
    }

    @Test
    void shouldTakeAMessageOfANativeWriterIntoTheChannel() {
        // given
        append("one");
        channel.commit();
        writeNatively("native");

        // when
        append("two");
        append("three");
        channel.commit();

        // then
        assertThat(stored()).containsExactly("one", "native", "two", "three");
        assertThat(channel.kept())
                .extracting(TestMessage::sequence)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(channel.log().lastSequence()).isEqualTo(4);
        assertThat(channel.durableUpTo()).isEqualTo(4);
        assertThat(channel.losses()).isEmpty();
    }

    @Test
    void shouldKnowWhatAnotherServerHasStored() {
        // given
        append("one");
        channel.commit();
        anotherServerStores("theirs");
        assertThat(isKnown("theirs")).isFalse();

        // when
        append("ours");
        channel.commit();

        // then
        assertThat(stored()).containsExactly("one", "theirs", "ours");
        assertThat(isKnown("theirs")).isTrue();
        assertThat(isKnown("ours")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void shouldKeepTheOrderWhenANativeWriterComesBetweenTwoMessagesOfABatch(int position) {
        // given
        AtomicInteger sent = new AtomicInteger();
        device.link()
                .letLeave(reply -> {
                    if (reply.endsWith(".$FI") && sent.incrementAndGet() == position) {
                        device.link().flush();
                        writeNatively("native");
                    }
                    return true;
                });

        // when
        List.of("a", "b", "c", "d", "e").forEach(this::append);
        channel.commit();

        // then
        List<String> own = new ArrayList<>(stored());
        assertThat(own.indexOf("native")).isEqualTo(position - 1);
        own.remove("native");
        assertThat(own).containsExactly("a", "b", "c", "d", "e");
        assertThat(channel.durableUpTo()).isEqualTo(6);
        assertThat(channel.inserted()).isEqualTo(1);
        assertThat(channel.losses()).isEmpty();
    }

    @Test
    void shouldStoreOnceWhatWasAcknowledgedToNobody() {
        // given
        device.link().letArrive(message -> !isBatchAnswer(message));

        // when
        append("one");
        append("two");
        channel.commit();

        // then
        assertThat(stored()).containsExactly("one", "two");
        assertThat(channel.durableUpTo()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldSendAgainWhatWasLostOnItsWay(int lost) {
        // given
        AtomicInteger sent = new AtomicInteger();
        device.link().letLeave(reply -> !reply.endsWith(".$FI") || sent.incrementAndGet() != lost);

        // when
        List.of("a", "b", "c", "d").forEach(this::append);
        channel.commit();

        // then
        assertThat(stored()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void shouldNotBelieveAnAnswerOfThePast() {
        // given
        List<Runnable> late = new CopyOnWriteArrayList<>(); // the link adds to it meanwhile
        device.link().delay(SharedStreamIT::isBatchAnswer, late);
        append("one");
        channel.commit();
        assertThat(stored()).containsExactly("one");

        // when
        append("two");
        append("three");
        channel.log().commit();
        late.forEach(Runnable::run);
        fixture.settle();

        // then
        assertThat(stored()).containsExactly("one", "two", "three");
        assertThat(channel.durableUpTo()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldLoseNothingWhateverIsLostOnTheNetwork(long seed) {
        // given
        Random random = new Random(seed);
        device.link().letArrive(message -> !isBatchAnswer(message) || random.nextInt(3) > 0);
        device.link().letLeave(reply -> !reply.endsWith(".$FI") || random.nextInt(40) > 0);
        List<String> own = new ArrayList<>();
        List<String> others = new ArrayList<>();

        // when
        for (int round = 0; round < 12; round++) {
            for (int i = random.nextInt(30); i >= 0; i--) {
                own.add("m" + own.size());
                append(own.getLast());
            }
            if (random.nextInt(3) == 0) {
                others.add("native" + others.size());
                writeNatively(others.getLast());
            }
            channel.commit();
        }

        // then
        List<String> stored = stored();
        assertThat(stored.stream().filter(each -> each.startsWith("m"))).isEqualTo(own);
        assertThat(stored.stream().filter(each -> each.startsWith("n")))
                .isSubsetOf(others)
                .doesNotHaveDuplicates();
        assertThat(channel.durableUpTo()).isGreaterThanOrEqualTo(own.size());
        assertThat(channel.losses()).isEmpty();
        assertThat(channel.log().messageCount()).isEqualTo(stored.size());
    }

    @Test
    void shouldCountWhatNativeWritersAddTowardsTheLimits() {
        // given
        TestChannel limited = fixture.open("limited", new ChannelLimits(2, 0, 0));
        limited.store("m", 2);
        ByteBuf payload = Unpooled.wrappedBuffer(new byte[] {'n'});
        byte[] subject = device.names().subject("limited").getBytes(US_ASCII);
        outsider.publish(subject, new byte[0], 0, payload, 0, 0, 1);
        outsider.flush();

        // when
        limited.store("last");

        // then
        assertThat(limited.kept()).extracting(TestMessage::data).containsExactly("n", "last");
        assertThat(limited.log().messageCount()).isEqualTo(2);
    }
}
