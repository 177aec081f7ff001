package dev.stanchion.spring.boot;

import dev.stanchion.client.ClientMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Gives the client's figures to Micrometer, where the application has a registry. */
@AutoConfiguration(
        before = StanchionAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public class StanchionMetricsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ClientMeters stanClientMeters(MeterRegistry registry) {
        return new MicrometerMeters(registry);
    }
}
