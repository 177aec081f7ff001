package dev.stanchion.spring.boot;

import dev.stanchion.client.ClientMeters;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingClientBuilder;
import dev.stanchion.spring.StanConverters;
import dev.stanchion.spring.StanObservations;
import dev.stanchion.spring.StanTemplate;
import dev.stanchion.spring.listener.ListenerDefaults;
import dev.stanchion.spring.listener.StanListenerConfiguration;
import dev.stanchion.spring.listener.StanListenerContainerFactory;
import dev.stanchion.spring.listener.StanListenerRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.messaging.converter.MessageConverter;

/** The beans of an application. Each steps back for one of the application's own. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration"
        })
@EnableConfigurationProperties(StanchionProperties.class)
@ImportRuntimeHints(JsonConverters.class)
public class StanchionAutoConfiguration {
    private static final String CONVERTER = "stanMessageConverter";

    /** What the properties say. */
    private record OfProperties(StanchionProperties properties) implements StanConnectionDetails {
        @Override
        public String getUrl() {
            return properties.url();
        }

        @Override
        public String getClusterId() {
            return properties.clusterId();
        }

        @Override
        public @Nullable String getUser() {
            return properties.user();
        }

        @Override
        public @Nullable String getPassword() {
            return properties.password();
        }

        @Override
        public @Nullable Path getCredentials() {
            return properties.credentials();
        }

        @Override
        public @Nullable Path getNkeyFile() {
            return properties.nkeyFile();
        }
    }

    @Bean
    @ConditionalOnMissingBean
    StanConnectionDetails stanConnectionDetails(StanchionProperties properties) {
        return new OfProperties(properties);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    StreamingClient streamingClient(
            StanchionProperties properties,
            StanConnectionDetails details,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<ClientMeters> meters,
            ObjectProvider<StreamingClientBuilderCustomizer> customizers,
            Environment environment) {
        StreamingClientBuilder builder =
                new ClientSetup(
                                properties,
                                details,
                                bundles.getIfAvailable(),
                                environment.getProperty("spring.application.name", ""))
                        .builder()
                        .meters(meters.getIfAvailable(() -> ClientMeters.NONE));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean(CONVERTER)
    @ConditionalOnMissingBean(name = CONVERTER)
    MessageConverter stanMessageConverter(BeanFactory beans) {
        return JsonConverters.of(beans)
                .map(json -> StanConverters.with(Optional.of(json)))
                .orElseGet(StanConverters::defaults);
    }

    @Bean
    @ConditionalOnMissingBean
    StanObservations stanObservations(
            StanchionProperties properties, ObjectProvider<ObservationRegistry> registry) {
        return new ObservationSetup(
                        properties.observation(),
                        registry.getIfAvailable(() -> ObservationRegistry.NOOP))
                .observations();
    }

    @Bean
    @ConditionalOnMissingBean
    StanTemplate stanTemplate(
            StreamingClient client,
            @Qualifier(CONVERTER) MessageConverter converter,
            StanObservations observations) {
        return new StanTemplate(client, converter, observations);
    }

    @Bean
    @ConditionalOnMissingBean
    StanListenerContainerFactory stanListenerContainerFactory(
            StreamingClient client,
            @Qualifier(CONVERTER) MessageConverter converter,
            StanObservations observations,
            StanchionProperties properties) {
        StanchionProperties.Listener listener = properties.listener();
        return new StanListenerContainerFactory(
                client,
                converter,
                new ListenerDefaults(
                        listener.autoStartup(),
                        listener.ackWait(),
                        listener.maxInFlight(),
                        listener.concurrency()),
                observations);
    }

    /** Finds listeners, unless the application has {@code @EnableStanListeners}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(StanListenerRegistry.class)
    @Import(StanListenerConfiguration.class)
    static class Listeners {}
}
