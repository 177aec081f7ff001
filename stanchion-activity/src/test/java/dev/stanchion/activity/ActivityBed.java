package dev.stanchion.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.shard.ManualShards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Members of one group on a virtual clock: their shards, the lock and the air between them. */
abstract class ActivityBed {
    static final int MOST_MEMBERS = 3;

    final ManualShards shards = new ManualShards(MOST_MEMBERS);
    final SharedLock lock = new SharedLock();
    final SharedAir air = new SharedAir();
    final List<Member> members = new ArrayList<>();

    final Member onBus() {
        return joined(new Member(shards, members.size(), lock, air));
    }

    final Member alone() {
        return joined(new Member(shards, members.size(), lock, air, Manner.ALONE));
    }

    final Member withoutBus() {
        return joined(new Member(shards, members.size(), lock, null));
    }

    final Member joined(Member member) {
        members.add(member);
        return member;
    }

    final void pass(Duration time) {
        shards.advance(time.toNanos());
    }

    final void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    final Member active() {
        List<Member> serving = members.stream().filter(Member::isServing).toList();
        assertThat(serving).hasSize(1);
        return serving.getFirst();
    }

    final Member follower() {
        return members.stream().filter(each -> !each.isServing()).findFirst().orElseThrow();
    }
}
