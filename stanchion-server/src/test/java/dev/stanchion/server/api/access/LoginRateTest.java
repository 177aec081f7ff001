package dev.stanchion.server.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginRateTest {
    private final AtomicLong nanos =
            new AtomicLong(-5); // a clock of nanoseconds may begin anywhere
    private final LoginRate rate = new LoginRate(nanos::get);

    private void fail(String address, String user, int times) {
        for (int i = 0; i < times; i++) {
            rate.begin(address, user);
        }
    }

    @Test
    void shouldLetAUserTryFiveTimesAMinute() {
        // given
        fail("10.0.0.1", "ops", 4);
        assertThat(rate.secondsToWait("10.0.0.1", "ops")).isEmpty();

        // when
        fail("10.0.0.1", "ops", 1);

        // then
        assertThat(rate.secondsToWait("10.0.0.1", "ops")).hasValue(60);
        assertThat(rate.secondsToWait("10.0.0.2", "ops")).isEmpty();
        assertThat(rate.secondsToWait("10.0.0.1", "other")).isEmpty();

        // when
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());

        // then
        assertThat(rate.secondsToWait("10.0.0.1", "ops")).isEmpty();
    }

    @Test
    void shouldLetAnAddressTryThirtyUsersAMinute() {
        // when
        for (int i = 0; i < 30; i++) {
            rate.begin("10.0.0.1", "user" + i);
        }

        // then
        assertThat(rate.secondsToWait("10.0.0.1", "user30")).isNotEmpty();
    }

    @Test
    void shouldNotCountARightPassword() {
        for (int i = 0; i < 100; i++) {
            // when
            rate.begin("10.0.0.1", "ops");
            rate.succeeded("10.0.0.1", "ops");
        }

        // then
        assertThat(rate.secondsToWait("10.0.0.1", "ops")).isEmpty();
    }

    @Test
    void shouldCountANetworkOfIpv6AsOneAddress() {
        // when
        for (int i = 0; i < 5; i++) {
            rate.begin("2001:db8:0:1:0:0:0:" + i, "ops");
        }

        // then
        assertThat(rate.secondsToWait("2001:db8:0:1:ffff:0:0:1", "ops")).isNotEmpty();
        assertThat(rate.secondsToWait("2001:db8:0:2:0:0:0:1", "ops")).isEmpty();
    }

    @Test
    void shouldNotGrowWithTheNumberOfAddresses() {
        // when
        for (int i = 0; i < 100_000; i++) {
            rate.begin("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255), "ops" + i);
        }

        // then
        assertThat(rate.kept()).isLessThanOrEqualTo(LoginRate.MAX_KEPT);
    }
}
