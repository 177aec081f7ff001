package dev.stanchion.spring.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Lets Spring without Spring Boot find methods with {@link StanListener}. The application has a
 * bean of {@link StanListenerContainerFactory}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(StanListenerConfiguration.class)
public @interface EnableStanListeners {}
