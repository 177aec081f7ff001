package dev.stanchion.spring.boot.health;

import dev.stanchion.client.StreamingClient;
import dev.stanchion.spring.boot.ClientHealth;
import dev.stanchion.spring.boot.StanchionAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Adds the component {@code stanchion} to the health of an application with Spring Boot 4. */
@AutoConfiguration(after = StanchionAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
@ConditionalOnBean(StreamingClient.class)
@ConditionalOnProperty(name = "management.health.stanchion.enabled", matchIfMissing = true)
public class StanchionModuleHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = {"stanchionHealthIndicator", "stanchionHealthContributor"})
    HealthIndicator stanchionHealthIndicator(StreamingClient client) {
        return new Indicator(client);
    }

    private static final class Indicator extends AbstractHealthIndicator {
        private final StreamingClient client;

        Indicator(StreamingClient client) {
            this.client = client;
        }

        @Override
        protected void doHealthCheck(Health.Builder builder) {
            ClientHealth health = ClientHealth.of(client.status());
            (health.isUp() ? builder.up() : builder.down()).withDetails(health.details());
        }
    }
}
