package dev.stanchion.spring.boot;

import dev.stanchion.client.ClientMeters;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Figures of the client for Micrometer: {@code stanchion.publish} and {@code stanchion.listener}
 * (timers by channel and outcome), {@code stanchion.listener.redeliveries} (by channel), {@code
 * stanchion.losses}, {@code stanchion.recoveries} (a timer). Safe for use by many threads.
 */
final class MicrometerMeters implements ClientMeters {
    private final MeterRegistry registry;

    MicrometerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void published(
            String channel, Duration duration, Optional<StreamingException.Kind> failure) {
        String outcome = failure.map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("stored");
        registry.timer("stanchion.publish", "channel", channel, "outcome", outcome)
                .record(duration);
    }

    @Override
    public void received(Subscription subscription, boolean redelivered) {
        if (redelivered) {
            registry.counter("stanchion.listener.redeliveries", "channel", subscription.channel())
                    .increment();
        }
    }

    @Override
    public void handled(Subscription subscription, Duration duration, boolean succeeded) {
        String outcome = succeeded ? "acknowledged" : "failed";
        registry.timer("stanchion.listener", "channel", subscription.channel(), "outcome", outcome)
                .record(duration);
    }

    @Override
    public void lost() {
        registry.counter("stanchion.losses").increment();
    }

    @Override
    public void recovered(Duration after) {
        registry.timer("stanchion.recoveries").record(after);
    }
}
