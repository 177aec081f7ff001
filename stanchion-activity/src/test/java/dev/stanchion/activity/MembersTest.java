package dev.stanchion.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.bus.MemoryBus;
import dev.stanchion.kit.shard.ManualShards;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
    private static final String SUBJECT = "_STANCHION.test.members";
    private static final List<String> SERVERS = List.of("N1", "N2", "N3");

    private final ManualShards shards = new ManualShards(4);
    private final MemoryBus bus = new MemoryBus(shards);
    private final List<One> group = new ArrayList<>();

    /** A member whose connection leads where it wants to. */
    private final class One implements AliveOnBus.Connection {
        private final int index = group.size();
        private final Members members;
        private String serverId = SERVERS.getFirst();
        private boolean isUp = true;
        private boolean isActive;
        private boolean canMove = true;
        private int moves;
        private int attempts;

        One() {
            members =
                    new Members(
                            bus,
                            shards.all().get(index),
                            SUBJECT,
                            "member-" + index,
                            this,
                            () -> isActive);
        }

        One begins() {
            shards.on(index, members::begin);
            return this;
        }

        One isActive(boolean now) {
            isActive = now;
            return this;
        }

        void loses() {
            isUp = false;
            shards.on(index, members::missed);
        }

        void reconnectsTo(String server) {
            isUp = true;
            serverId = server;
        }

        void ends() {
            shards.on(index, members::close);
        }

        boolean isBehind() {
            boolean[] is = new boolean[1];
            shards.on(index, () -> is[0] = members.isBehind());
            return is[0];
        }

        @Override
        public boolean isUp() {
            return isUp;
        }

        @Override
        public void whenLost(Runnable task) {
            throw new AssertionError("not asked for");
        }

        @Override
        public String serverId() {
            return serverId;
        }

        @Override
        public void moveAwayFrom(Set<String> serverIds, BooleanSupplier isStillWanted) {
            attempts++;
            SERVERS.stream()
                    .filter(each -> canMove && !serverIds.contains(each))
                    .findFirst()
                    .filter(each -> isStillWanted.getAsBoolean())
                    .ifPresent(free -> {
                        moves++;
                        serverId = free;
                    });
        }
    }

    private One member() {
        One one = new One();
        group.add(one);
        return one;
    }

    private void pass(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 10) {
            shards.advance(Duration.ofMillis(10).toNanos());
            bus.deliver();
            shards.settle();
        }
    }

    private List<String> servers() {
        return group.stream().map(One::serverId).toList();
    }

    @Test
    void shouldSpreadOverTheServers() {
        // given three members on one server
        One active = member().isActive(true).begins();
        member().begins();
        member().begins();

        // when
        pass(Duration.ofSeconds(5));

        // then
        assertThat(servers()).containsExactlyInAnyOrderElementsOf(SERVERS);
        assertThat(active.moves).isZero();
    }

    @Test
    void shouldStayWhereNobodyElseIs() {
        // given
        member().isActive(true).begins();
        One alone = member();
        alone.serverId = "N2";
        alone.begins();

        // when
        pass(Duration.ofSeconds(30));

        // then
        assertThat(alone.attempts).isZero();
    }

    @Test
    void shouldStayWhileNobodyIsActive() {
        // given
        member().begins();
        One second = member().begins();

        // when
        pass(Duration.ofSeconds(30));

        // then
        assertThat(second.attempts).isZero();
    }

    @Test
    void shouldTryEverMoreRarelyIfThereIsNoServerOfItsOwn() {
        // given
        member().isActive(true).begins();
        One second = member();
        second.canMove = false;
        second.begins();

        // when
        pass(Duration.ofSeconds(60));

        // then
        assertThat(second.attempts).isBetween(7, 12);
    }

    @Test
    void shouldMoveAwayFromTheServerOfAMemberThatTookOver() {
        // given
        One active = member().isActive(true).begins();
        One next = member().begins();
        pass(Duration.ofSeconds(2));
        assertThat(servers()).containsExactly("N1", "N2");

        // when the server of the active is lost
        active.loses();
        active.isActive(false);
        next.isActive(true);
        active.reconnectsTo("N2");
        pass(Duration.ofSeconds(2));

        // then
        assertThat(servers()).containsExactly("N1", "N2");
        assertThat(active.moves).isEqualTo(1);
    }

    @Test
    void shouldBeBehindAFollowerThatHadNoGap() {
        // given
        member().isActive(true).begins();
        One gapped = member().begins();
        One whole = member().begins();
        pass(Duration.ofSeconds(40));
        assertThat(Stream.of(gapped, whole).noneMatch(One::isBehind)).isTrue();

        // when
        gapped.loses();
        gapped.reconnectsTo("N3");
        pass(Duration.ofMillis(300));

        // then
        assertThat(gapped.isBehind()).isTrue();
        assertThat(whole.isBehind()).isFalse();

        // and when clients have given up what it missed
        pass(Members.FORGOTTEN_GAP);

        // then
        assertThat(gapped.isBehind()).isFalse();
    }

    @Test
    void shouldBeBehindAFollowerThatBeganEarlier() {
        // given
        member().isActive(true).begins();
        member().begins();
        pass(Duration.ofSeconds(3));

        // when
        One late = member().begins();
        pass(Duration.ofMillis(300));

        // then
        assertThat(late.isBehind()).isTrue();
    }

    @Test
    void shouldNotBeBehindOneThatHadTheSameGap() {
        // given
        member().isActive(true).begins();
        One first = member().begins();
        One second = member().begins();
        pass(Duration.ofSeconds(10));

        // when
        first.loses();
        second.loses();
        pass(Duration.ofMillis(300));
        first.reconnectsTo("N2");
        pass(Duration.ofMillis(300));
        second.reconnectsTo("N3");
        pass(Duration.ofMillis(600));

        // then
        assertThat(first.isBehind()).isFalse();
        assertThat(second.isBehind()).isFalse();
    }

    @Test
    void shouldNotBeBehindOneThatHasEnded() {
        // given
        member().isActive(true).begins();
        One whole = member().begins();
        pass(Duration.ofSeconds(5));
        One late = member().begins();
        pass(Duration.ofMillis(300));
        assertThat(late.isBehind()).isTrue();

        // when
        whole.ends();
        pass(Members.FRESH);

        // then
        assertThat(late.isBehind()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 member-9 N1 following",
                "2 member-9 N1 following 60000",
                "1 member-9 N1 following x"
            })
    void shouldIgnoreWhatIsNoNotice(String text) {
        // given
        One late = member().begins();
        pass(Duration.ofMillis(300));

        // when
        say(text);

        // then
        assertThat(late.isBehind()).isFalse();

        // and a notice of a later version, with more words
        say("1 member-9 N1 following 60000 more");
        assertThat(late.isBehind()).isTrue();
    }

    private void say(String text) {
        bus.destination(SUBJECT)
                .publish(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), 0, text.length());
        pass(Duration.ofMillis(10));
    }

    @Test
    void shouldRememberNoMoreMembersThanAnyGroupHas() {
        // given
        One late = member().begins();
        for (int i = 0; i < 64; i++) {
            say("1 other-" + i + " N1 active 60000");
        }

        // when
        say("1 other-65 N1 following 60000");

        // then
        assertThat(late.isBehind()).isFalse();
    }
}
