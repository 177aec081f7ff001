package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineSnapshot.Channel;
import dev.stanchion.engine.EngineSnapshot.Position;
import dev.stanchion.engine.EngineSnapshot.Publisher;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FlowPictureTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_000 * SECOND;

    private final AtomicLong elapsed = new AtomicLong();
    private final FlowPicture picture = new FlowPicture(elapsed::get);

    private static Channel channel(String name, long last, Position... positions) {
        return new Channel(
                name,
                last,
                last,
                1,
                last,
                0,
                0,
                List.of(),
                List.of(positions),
                List.of(),
                List.of());
    }

    private static Channel publishedTo(
            String name, List<Publisher> publishers, Position... positions) {
        return new Channel(
                name, 1, 1, 1, 1, 0, 0, List.of(), List.of(positions), List.of(), publishers);
    }

    private static Position group(String name, long waitsSeconds) {
        long oldest = waitsSeconds == 0 ? 0 : NOW - waitsSeconds * SECOND;
        return new Position(7, "", "", name, waitsSeconds, 0, oldest, 1, false);
    }

    private List<String> look(List<Channel> channels) {
        elapsed.addAndGet(SECOND);
        return picture.look(channels, NOW).stream()
                .map(row -> row.value("name") + " " + row.value("inPerSecond"))
                .toList();
    }

    @Test
    void shouldShowWhatStandsStillBeforeWhatIsBusy() {
        // given
        Channel still = channel("still", 5, group("a", 600));
        Channel behindForAMoment = channel("moment", 5, group("b", 2));
        look(List.of(channel("busy", 10), still, behindForAMoment));

        // then
        assertThat(look(List.of(channel("busy", 110), still, behindForAMoment)))
                .containsExactly("still 0.0", "busy 100.0", "moment 0.0");
    }

    private static List<Channel> channels(int count, long last, Position... positions) {
        return IntStream.range(0, count).mapToObj(i -> channel("c" + i, last, positions)).toList();
    }

    @Test
    void shouldShowThirtyBusyChannelsOfMany() {
        // given
        look(channels(100, 1));

        // then
        assertThat(look(channels(100, 2))).hasSize(30).first().isEqualTo("c0 1.0");
    }

    @Test
    void shouldShowFewOfManyQuietChannelsBehindTheOthers() {
        // given
        List<Channel> before =
                Stream.concat(channels(300, 1).stream(), Stream.of(channel("x", 1))).toList();
        List<Channel> now =
                Stream.concat(channels(300, 1).stream(), Stream.of(channel("x", 9))).toList();
        look(before);

        // then
        assertThat(look(now)).hasSize(7).startsWith("x 8.0", "c0 0.0");
    }

    @Test
    void shouldTakeAChannelWithAPublisherOfTheLastMinutesForBusy() {
        // given
        List<Channel> published =
                IntStream.range(0, 20)
                        .mapToObj(i -> publishedTo("p" + i, List.of(new Publisher("orders", NOW))))
                        .toList();

        // then
        assertThat(look(published)).hasSize(20);
    }

    @Test
    void shouldShowFewPositionsOfEachOfManyChannels() {
        // given
        Position[] twelve =
                IntStream.range(0, 12).mapToObj(i -> group("g" + i, 60)).toArray(Position[]::new);

        // then
        assertThat(picture.look(channels(1, 1, twelve), NOW).getFirst().value("positions"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(12);
        Row one = picture.look(channels(40, 1, twelve), NOW).getFirst();
        assertThat(one.value("positions")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
        assertThat(one.value("morePositions")).isEqualTo(10);
    }

    @Test
    void shouldNotTakeARemadeChannelForABusyOne() {
        // given
        look(List.of(channel("orders", 500)));

        // then
        assertThat(look(List.of(channel("orders", 3)))).containsExactly("orders 0.0");
    }

    @Test
    void shouldNotTakeTheNotesOfParkedMessagesForAStandstill() {
        // given
        Position notes =
                new Position(
                        7, "stanchion.parked", "_parked", "", 0, 9, NOW - 600 * SECOND, 1, false);

        // when
        String row = picture.look(List.of(channel("a.parked", 9, notes)), NOW).getFirst().json();

        // then
        assertThat(row).contains("\"isLate\":false", "\"positions\":[]");
    }

    @Test
    void shouldLeaveOutPositionsAndPublishersBeyondItsBounds() {
        // given
        Position[] groups =
                IntStream.range(0, 20).mapToObj(i -> group("g" + i, i)).toArray(Position[]::new);
        List<Publisher> publishers =
                IntStream.range(0, 16).mapToObj(i -> new Publisher("p" + i, NOW + i)).toList();
        Channel channel = publishedTo("a", publishers, groups);

        // when
        String row = picture.look(List.of(channel), NOW).getFirst().json();

        // then: the ones that are farthest behind, and who has published last
        assertThat(row)
                .contains("\"morePositions\":8", "a group:g19", "\"p15\"")
                .doesNotContain("a group:g7\"", "\"p7\"");
    }
}
