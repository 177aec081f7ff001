package dev.stanchion.spring.listener;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** The beans behind {@link EnableStanListeners}. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public class StanListenerConfiguration {
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static StanListenerProcessor stanListenerProcessor() {
        return new StanListenerProcessor();
    }

    @Bean
    StanListenerRegistry stanListenerRegistry() {
        return new StanListenerRegistry();
    }
}
