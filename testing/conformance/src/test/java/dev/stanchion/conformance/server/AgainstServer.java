package dev.stanchion.conformance.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a {@link ServerUnderTest} as a parameter, started with their {@link Flags}: one that
 * they share, or a {@link PersistentServer} or {@link FaultyServer} of their own.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith({SharedServers.class, OwnServers.class})
public @interface AgainstServer {}
