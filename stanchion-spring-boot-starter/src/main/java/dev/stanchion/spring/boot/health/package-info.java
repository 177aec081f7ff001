/** Health for Spring Boot 4, which has a module for it. */
@NullMarked
package dev.stanchion.spring.boot.health;

import org.jspecify.annotations.NullMarked;
