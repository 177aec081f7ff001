package dev.stanchion.spring.boot;

import dev.stanchion.client.StreamingClientBuilder;

/** Changes the options of the client after the properties. A bean; several have an order. */
@FunctionalInterface
public interface StreamingClientBuilderCustomizer {
    void customize(StreamingClientBuilder builder);
}
