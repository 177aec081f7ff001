/** Health for Spring Boot 3, whose Actuator has the types. */
@NullMarked
package dev.stanchion.spring.boot.actuator;

import org.jspecify.annotations.NullMarked;
