/**
 * Makes the beans of a Spring Boot application: client, template, listeners and metrics.
 *
 * <p>Types here are compiled against Spring Boot 3.5 and run with 3.5 and 4.0. What differs between
 * them, health, has a package for each.
 */
@NullMarked
package dev.stanchion.spring.boot;

import org.jspecify.annotations.NullMarked;
