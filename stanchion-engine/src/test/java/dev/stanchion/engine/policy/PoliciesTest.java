package dev.stanchion.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.policy.Policy.CountOnDisconnect;
import dev.stanchion.engine.policy.Policy.MissingKey;
import dev.stanchion.engine.policy.Policy.OnParked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
    private static Policy ofChannel(String policies, String channel) {
        return PolicyText.parse(policies).of(channel, "", "");
    }

    @Test
    void shouldReadEveryKey() {
        // when
        Policy policy =
                ofChannel(
                        "tickets:*=max_deliveries:5,backoff:1s/10s/1m,parked_max_msgs:100000,"
                                + "parked_max_age:30d,key:$.id,max_waiting:4096,on_parked:hold_key,"
                                + "missing_key:one,delay:1m30s,count_on_disconnect:all",
                        "tickets:created");

        // then
        assertThat(policy)
                .isEqualTo(
                        new Policy(
                                5,
                                List.of(
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(10),
                                        Duration.ofMinutes(1)),
                                100_000,
                                Duration.ofDays(30),
                                Optional.of(KeyExpression.parse("$.id")),
                                4096,
                                OnParked.HOLD_KEY,
                                MissingKey.ONE,
                                Duration.ofSeconds(90),
                                CountOnDisconnect.ALL));
    }

    @Test
    void shouldTakeForEachKeyTheFirstRuleThatHasIt() {
        // given
        String policies =
                "tickets:created=delay:1s;tickets:*=delay:2s,max_deliveries:5;>=max_deliveries:9";

        // then
        assertThat(ofChannel(policies, "tickets:created").delay()).hasSeconds(1);
        assertThat(ofChannel(policies, "tickets:created").maxDeliveries()).isEqualTo(5);
        assertThat(ofChannel(policies, "tickets:updated").delay()).hasSeconds(2);
        assertThat(ofChannel(policies, "eu.tickets").maxDeliveries()).isEqualTo(9);
        assertThat(ofChannel(policies, "eu.tickets").delay()).isZero();
    }

    @Test
    void shouldNotReachAChannelWithADotByAStar() {
        assertThat(ofChannel("tickets:*=max_deliveries:5", "tickets:created.parked"))
                .isEqualTo(Policy.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "orders-service, '', 5",
        "durable:orders-service, '', 5",
        "orders-service-2, '', 0",
        "'', orders-service, 0",
        "'', '', 0",
    })
    void shouldFindAGroupByItsName(String group, String durable, int expected) {
        // given
        Policies policies = PolicyText.parse(">/group:orders-service=max_deliveries:5");

        // then
        assertThat(policies.of("tickets:created", group, durable).maxDeliveries())
                .isEqualTo(expected);
    }

    @Test
    void shouldFindPlainDurablesOnly() {
        // given
        Policies policies = PolicyText.parse(">/durable:*=max_deliveries:0;>=max_deliveries:5");

        // then
        assertThat(policies.of("a", "", "reports.v1").maxDeliveries()).isZero();
        assertThat(policies.of("a", "", "").maxDeliveries()).isEqualTo(5);
        assertThat(policies.of("a", "d:g", "").maxDeliveries()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tickets",
                "tickets=",
                "tickets=max_deliveries",
                "tickets=max_deliveries:-1",
                "tickets=max_deliveries:1000001",
                "tickets=max_deliveries:99999999999999",
                "tickets=max_deliveries:x",
                "tickets=max_deliveries:1,max_deliveries:2",
                "tickets=backoff:",
                "tickets=backoff:0s",
                "tickets=backoff:1s//2s",
                "tickets=backoff:1x",
                "tickets=backoff:366d",
                "tickets=max_waiting:0",
                "tickets=delay:366d",
                "tickets=delay:5",
                "tickets=delay:999999999d999999999d",
                "tickets=key:id",
                "tickets=key:$",
                "tickets=key:$.",
                "tickets=key:$.a[",
                "tickets=key:$.a[x]",
                "tickets=key:$.a[123456]",
                "tickets=key:$.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q",
                "tickets=on_parked:stop",
                "tickets=missing_key:two",
                "tickets=count_on_disconnect:some",
                "tickets..a=delay:1s",
                "tickets/group:=delay:1s",
                "tickets/groups:a=delay:1s",
                "=delay:1s",
            })
    void shouldRefuse(String policies) {
        assertThatThrownBy(() -> PolicyText.parse(policies))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void shouldNameTheKeyThatWasProbablyMeant() {
        assertThatThrownBy(() -> PolicyText.parse("a=max_delivery:5"))
                .hasMessageContaining("did you mean \"max_deliveries\"?");
    }

    @Test
    void shouldRefuseTooManyRules() {
        assertThatThrownBy(() -> PolicyText.parse("a=delay:1s;".repeat(1001)))
                .isInstanceOf(PolicyException.class);
    }

    @Test
    void shouldBeWrittenAsItIsRead() {
        // given
        String policies = "tickets:*/group:a*=key:$.a.b[0],max_waiting:7;>=delay:30s";

        // then
        assertThat(PolicyText.parse(policies)).hasToString(policies);
        assertThat(PolicyText.parse(" ")).isEqualTo(Policies.NONE);
    }

    @Test
    void shouldHaveASettingForEveryKey() {
        for (PolicyKey key : PolicyKey.values()) {
            String value =
                    switch (key) {
                        case MAX_DELIVERIES, PARKED_MAX_MSGS, MAX_WAITING -> "5";
                        case BACKOFF, PARKED_MAX_AGE, DELAY -> "5s";
                        case KEY -> "reply";
                        case ON_PARKED -> "continue";
                        case MISSING_KEY -> "free";
                        case COUNT_ON_DISCONNECT -> "oldest";
                    };
            Policies policies = PolicyText.parse("a=" + key.text() + ":" + value);
            assertThat(policies.settingsOf("a", "", "")).containsOnlyKeys(key);
        }
    }
}
