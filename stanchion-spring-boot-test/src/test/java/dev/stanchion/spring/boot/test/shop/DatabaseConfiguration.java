package dev.stanchion.spring.boot.test.shop;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A configuration of the scan, which brings what a test of listeners does not have. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    /** What cannot be made here. */
    record Pool() {}

    @Bean
    Pool pool() {
        throw new IllegalStateException("there is no database");
    }
}
